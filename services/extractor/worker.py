"""One warm reader process: ``python -m services.extractor.worker``.

Frames (see ``frames``) come in on stdin and go out on stdout, one request after the other; the
process ends when stdin is closed. Requests, each answered by one frame with the same ``id`` if it
has one:

    {"op": "extract", "name": "a.pdf",
     "office": ["某区水利局"]} + body               -> {"progress": [done, total]} after each page,
                                                       then {"extraction": {...}}; with "members":
                                                       false a container is not opened: it answers
                                                       at once, members [], and unpack gives them;
                                                       "office": our present and former names, left
                                                       out where mail of several offices arrives;
                                                       "scanner": a profile of models/scanners.yaml,
                                                       left out: plain
    {"op": "unpack", "name": "a.zip",
     "password": "…"} + body                        -> {"members": [{"name", "size"} or {"name",
                                                       "problem"}], "problems": [...]} + the bytes of
                                                       the members one after the other, containers
                                                       within containers opened
    {"op": "open_mail"} + body                      -> {"headers", "parts": [{"path", "kind",
                                                       "content_type", "name", "size", "because",
                                                       "headers", "notice", "links"}]} + the bytes of
                                                       the parts one after the other
    {"op": "render_page", "page": 1, "width": 900,
     "rotation": 90} + body                         -> {"media_type": "image/png", "width", "height"}
                                                       + body; ``rotation`` as in the extraction's
                                                       file.page_rotations (left out: found again)
    {"op": "ping"}                                  -> {"pong": true, "ocr": "ppocrv6-openvino"}; loads
                                                       the OCR engine, so that the first page is fast

What cannot be done is answered with ``{"error": {"code", "message"}}``, message in Chinese; an
extraction with only a problem comes along where one was asked for. Whatever a library prints goes to
stderr.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import traceback
from typing import IO, Any

from services.extractor.errors import MESSAGES, UnreadableFile
from services.extractor.frames import BrokenFrame, read_frame, write_frame
from services.extractor.result import Extraction, FileInfo, Problem

Answer = tuple[dict[str, Any], bytes]

_log = logging.getLogger(__name__)
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font of a scanner's PDF


def main() -> int:
    """Serve until stdin closes; 1 when what comes in is no frame."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # libraries written in C print there too
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenFrame:
        _log.exception("broken frame")
        return 1
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # whoever asked is gone
    return 0


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every request. Raises BrokenFrame; errors within a request are answers."""
    while (frame := read_frame(requests)) is not None:
        header, body = frame
        tag = {"id": header["id"]} if "id" in header else {}
        answer, content = _answer(header, body, answers, tag)
        write_frame(answers, {**tag, **answer}, content)


def _answer(header: dict[str, Any], body: bytes, answers: IO[bytes], tag: dict[str, Any]) -> Answer:
    try:
        return _perform(header, body, answers, tag)
    except UnreadableFile as error:
        return {"error": {"code": error.code, "message": error.message}}, b""
    except BrokenPipeError:
        raise
    except Exception as error:  # one bad file must not cost the next one its reader
        # Not the message: it may quote what was read.
        frames = [f"{each.name}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)]
        _log.error("%s failed: %s in %s", header.get("op"), type(error).__qualname__, frames)
        problem = Problem("reading_failed", MESSAGES["reading_failed"])
        answer: dict[str, Any] = {"error": problem.to_json()}
        if header.get("op") == "extract":
            answer["extraction"] = _unread(body, header, problem).to_json()
        return answer, b""


def _perform(header: dict[str, Any], body: bytes, answers: IO[bytes], tag: dict[str, Any]) -> Answer:
    operation = header.get("op")
    if operation == "extract":
        return _extract(body, header, answers, tag)
    if operation == "unpack":
        return _unpack(body, str(header.get("name", "")), str(header.get("password", "")))
    if operation == "open_mail":
        return _open_mail(body)
    if operation == "render_page":
        return _render(body, header)
    if operation == "ping":
        return _ping()
    message = f"读取程序不认识操作{operation!r}。请核对程序版本是否一致。"
    return {"error": {"code": "unknown_operation", "message": message}}, b""


def _extract(body: bytes, header: dict[str, Any], answers: IO[bytes], tag: dict[str, Any]) -> Answer:
    from services.extractor import extract  # noqa: PLC0415
    from services.extractor.members import closed, is_container  # noqa: PLC0415
    from services.extractor.scanner import PLAIN  # noqa: PLC0415

    name = str(header.get("name", ""))
    if header.get("members") is False and is_container(body):
        return {"extraction": closed(body, name).to_json()}, b""

    def progress(done: int, total: int) -> None:
        write_frame(answers, {**tag, "progress": [done, total]})

    office = tuple(str(each) for each in header.get("office") or ())
    scanner = str(header.get("scanner") or PLAIN)
    extraction = extract(body, name, progress=progress, office=office, scanner=scanner)
    return {"extraction": extraction.to_json()}, b""


def _unpack(body: bytes, name: str, password: str) -> Answer:
    from services.extractor.members import leaves  # noqa: PLC0415

    try:
        unpacked = leaves(body, name, password)
    except UnreadableFile as error:
        return {"members": [], "problems": [error.problem().to_json()]}, b""
    members = [
        {"name": member.name, "problem": member.problem.to_json()}
        if member.problem
        else {"name": member.name, "size": len(member.data)}
        for member in unpacked.members
    ]
    problems = [problem.to_json() for problem in unpacked.problems]
    content = b"".join(member.data for member in unpacked.members if not member.problem)
    return {"members": members, "problems": problems}, content


def _open_mail(body: bytes) -> Answer:
    from services.extractor.reading.unpack.mail_parts import mail_parts  # noqa: PLC0415

    mail = mail_parts(body)
    parts = [
        {
            "path": part.path,
            "kind": part.kind,
            "content_type": part.content_type,
            "name": part.name,
            "size": len(part.data),
            "because": part.because,
            "headers": part.headers,
            "notice": part.notice.to_json() | {"is_one": part.notice.is_one} if part.notice else None,
            "links": list(part.links),
        }
        for part in mail.parts
    ]
    return {"headers": mail.headers, "parts": parts}, b"".join(part.data for part in mail.parts)


def _render(body: bytes, header: dict[str, Any]) -> Answer:
    from services.extractor.reading.render import render_page  # noqa: PLC0415

    rendered = render_page(body, int(header["page"]), int(header["width"]), header.get("rotation"))
    answer = {"media_type": "image/png", "width": rendered.width, "height": rendered.height}
    return answer, rendered.png


def _ping() -> Answer:
    from services.extractor.reading.engines import EngineAbsent, ocr_engine  # noqa: PLC0415

    try:
        return {"pong": True, "ocr": ocr_engine().engine.name}, b""
    except EngineAbsent:
        return {"pong": True, "ocr": None}, b""


def _unread(body: bytes, header: dict[str, Any], problem: Problem) -> Extraction:
    """The extraction of a file our own code failed on."""
    sha256 = hashlib.sha256(body).hexdigest()
    info = FileInfo(str(header.get("name", "")), sha256, "application/octet-stream")
    return Extraction(info, problems=(problem,))


if __name__ == "__main__":
    sys.exit(main())
