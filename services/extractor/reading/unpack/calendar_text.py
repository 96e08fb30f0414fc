"""What an invitation (iCalendar, RFC 5545) says, in lines a person can read."""

from __future__ import annotations

import re

_LABELS = {
    "SUMMARY": "事项",
    "DTSTART": "开始",
    "DTEND": "结束",
    "LOCATION": "地点",
    "ORGANIZER": "发起",
    "DESCRIPTION": "说明",
    "URL": "链接",
    "STATUS": "状态",
}
_LINE = re.compile(r"(?P<name>[A-Za-z-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\")?)*):(?P<value>.*)")
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}(Z?))?")
_ESCAPED = re.compile(r"\\([nN,;\\])")


def calendar_text(data: str) -> str:
    """The events in ``data``, a labelled line per property; ``data`` itself when none is in it. A time
    marked Z is said to be UTC: it is not converted."""
    unfolded = re.sub(r"\r?\n[ \t]", "", data)
    lines: list[str] = []
    within: list[str] = []
    for raw in unfolded.splitlines():
        match = _LINE.fullmatch(raw.strip())
        if match is None:
            continue
        name = match["name"].upper()
        if name == "BEGIN":
            within.append(match["value"].upper())
        elif name == "END":
            within = within[:-1]
        elif within and within[-1] in ("VEVENT", "VTODO") and name in _LABELS:
            lines.append(f"{_LABELS[name]}：{_value(name, match['value'])}")
    return "\n".join(lines) or data


def _value(name: str, value: str) -> str:
    if name.startswith("DT") and (moment := _MOMENT.fullmatch(value)):
        year, month, day, hour, minute, zone = moment.groups()
        said = f"{year}年{int(month)}月{int(day)}日"
        if hour:
            said += f"{int(hour)}时{minute}分" + ("（世界时）" if zone else "")
        return said
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
