"""收文设置: watched folders, separator sheets, reading again."""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.documents.store import count_documents
from services.api.intake import folders
from services.api.intake.again import choose, queue_again
from services.api.intake.backlog import backlog
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.intake import IntakePage, SubfolderRow, folder_row, refused_rows
from services.extractor.scanner import scanner_profiles
from services.vocabulary import DocumentState

router = APIRouter()


@router.get("/intake")
def get_intake(service: The, who: Who) -> Response:
    scanners, today = scanner_profiles(), service.today()
    with service.database.transaction() as session:
        counts = folders.folder_counts(who, session)
        states = count_documents(who, session)
        page = IntakePage(
            words=backlog(who, session).words or "没有待读的文件",
            folders=tuple(
                folder_row(row, counts.get(row.id, {}), scanners, today)
                for row in folders.list_folders(who, session)
            ),
            subfolders=tuple(
                SubfolderRow(name, office or f"标签“{name}”")
                for name, office in folders.subfolders(who, session)
            ),
            refused=refused_rows(folders.refused_files(who, session), today),
            scanners=tuple((each.name, each.label) for each in scanners.values()),
            may_set_up=who.role == "administrator",
            may_reprocess=who.role in ("manager", "administrator"),
            failed=sum(states.get(each, 0) for each in (DocumentState.FAILED, DocumentState.REFUSED)),
            read=states.get(DocumentState.READ, 0),
            version=metadata.version("yingsu"),
        )
        shell = shell_of(service, who, session)
    return html("intake.html", shell, page, active="文书")


@router.get("/separator.pdf")
def get_separator(who: Who) -> Response:
    # Loaded when a sheet is drawn: the service starts without what the readers need.
    from services.api.intake.separator import separator_sheet  # noqa: PLC0415

    return Response(
        separator_sheet(),
        media_type="application/pdf",
        headers={"content-disposition": 'attachment; filename="separator.pdf"'},
    )


@router.post("/intake/folders")
def post_folder(
    *,
    request: Request,
    service: The,
    who: Who,
    path: Annotated[str, Form()],
    scanner: Annotated[str, Form()],
) -> Response:
    with service.database.transaction() as session:
        folders.watch_folder(who, session, service.settings, path, scanner=scanner)
    return go_to(request, "/intake", "已开始收这个文件夹")


@router.post("/intake/folders/{folder_id}/{action}")
def post_change(folder_id: str, action: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        if action == "forget":
            folders.forget_folder(who, session, folder_id)
        else:
            folders.change_folder(who, session, folder_id, active=action == "resume")
    said = {"forget": "不再收这个文件夹", "pause": "已暂停"}.get(action, "已恢复")
    return go_to(request, "/intake", said)


@router.post("/intake/reprocess")
def post_reprocess(request: Request, service: The, who: Who, which: Annotated[str, Form()]) -> Response:
    ids: list[str] = []
    with service.database.transaction() as session:
        if which == "older":
            ids = choose(who, session, older_than=metadata.version("yingsu"))
        elif which == "all":
            ids = choose(who, session, all_=True)
        else:
            for state in (DocumentState.FAILED, DocumentState.REFUSED):
                ids += choose(who, session, status=state)
    queued = queue_again(who, service, ids)
    request.app.state.wake()
    return go_to(request, "/documents", f"已排队重读{queued}份")
