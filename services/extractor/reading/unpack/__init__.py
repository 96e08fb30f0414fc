"""What is in a container: ZIP, 7z, RAR and mail (.eml), one layer at a time.

    unpacked = unpack(data, "法院材料.zip")
    unpacked.members[0].name, unpacked.members[0].data

Names are what a person called the files; folders stay in them with "/" and are never followed on disk:
nothing is written outside a temporary folder. A member that cannot be taken out has a problem instead
of its bytes. Members that are containers are left to the next call, with the same ``Budget``.
"""

from __future__ import annotations

from services.extractor.errors import unreadable
from services.extractor.reading.sniff import CONTAINERS, sniff
from services.extractor.reading.unpack.budget import Budget
from services.extractor.reading.unpack.member import Member, Unpacked

__all__ = ["Budget", "Member", "Unpacked", "unpack"]


def unpack(data: bytes, name: str, budget: Budget | None = None, password: str = "") -> Unpacked:
    """The members of the container ``data``; none, and media type only, when it is no container.

    ``name`` is only for the record. ``budget`` is shared by a container and those within it;
    ``password`` opens an archive that has one. Raises UnreadableFile when not even a list of members
    could be had: password_needed, password_wrong, archive_broken,
    archive_unsupported, archive_empty, archive_timeout, unar_absent, mail_broken, unpacked_too_large,
    and those of ``sniff``.
    """
    sniffed = sniff(data)
    if sniffed.kind not in CONTAINERS:
        return Unpacked(sniffed.media_type, ())
    budget = budget or Budget()
    budget.enter(len(data))
    if sniffed.kind == "zip":
        from services.extractor.reading.unpack.zip_archive import unpack_zip as opened  # noqa: PLC0415
    elif sniffed.kind == "7z":
        from services.extractor.reading.unpack.seven_zip import unpack_7z as opened  # noqa: PLC0415
    elif sniffed.kind == "rar":
        from services.extractor.reading.unpack.rar import unpack_rar as opened  # noqa: PLC0415
    else:
        from services.extractor.reading.unpack.mail import unpack_mail as opened  # noqa: PLC0415
    members, problems = opened(data, budget, password)
    if not members and not problems:
        raise unreadable("archive_empty")
    return Unpacked(sniffed.media_type, tuple(members), tuple(problems))
