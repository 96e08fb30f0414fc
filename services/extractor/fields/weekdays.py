"""Days printed with their day of the week: 2023年6月7日（星期三）. Whether the two agree is for the
checks across papers to say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.dates import find_dates
from services.vocabulary import FieldName

_WEEKDAY = re.compile(r"[（(，,]?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])")


@reader("weekdays.printed", FieldName.WEEKDAYS)
def beside_their_dates(context: PaperContext) -> Iterator[Reading]:
    """``2023-06-07 星期三``, one per pair, in order."""
    values, spans = [], []
    for found in find_dates(context.text):
        match = _WEEKDAY.match(context.text, found.end)
        if match:
            values.append(f"{found.day.isoformat()} 星期{match['day'].replace('天', '日')}")
            spans.append((found.start, match.end("day")))
    if values:
        yield Reading(list(dict.fromkeys(values)), spans[0][0], spans[-1][1])
