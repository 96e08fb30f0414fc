"""The day a paper was received, as a row of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.api.documents.document import Paper, PaperReceipt
from services.api.web.views.review import FieldState
from services.law.evidence import Weighing
from services.vocabulary import PaperKind, ReceiptBasis, Standing, label_of


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """The receipt date as a row of the form. ``together``: how many papers of the same file
    or mail wait for theirs; ``proposed``: the day the evidence suggests, nobody confirmed it;
    ``proved``: it proves it, so that confirming the paper confirms the day."""

    state: str
    glyph: str
    state_label: str
    on: str
    basis: str
    basis_value: str
    by: str
    note: str
    missing: str
    together: int = 0
    proposed: str = ""
    proved: bool = False


def receipt_row(
    paper: Paper,
    receipt: PaperReceipt | None,
    names: Mapping[str, str],
    together: int,
    services: Weighing | None,
) -> ReceiptRow:
    """The row of ``paper``; ``names`` of users by id. ``services`` fill it in until a person confirms
    the day; what proves none fills in its day as the person's own word."""
    if receipt is not None:
        return ReceiptRow(
            FieldState.DONE,
            "ok",
            "已确认",
            receipt.on.isoformat(),
            label_of(ReceiptBasis, receipt.basis),
            receipt.basis,
            names.get(receipt.entered_by, ""),
            receipt.note,
            "",
            together,
        )
    if paper.standing == Standing.ATTACHED or paper.kind == PaperKind.NOT_COURT_PAPER:
        return ReceiptRow(
            FieldState.SURE,
            "ring",
            "不需要",
            "",
            "",
            ReceiptBasis.SERVICE_RETURN,
            "",
            "",
            "不起算期限，不需要",
        )
    return ReceiptRow(
        FieldState.VOID,
        "void",
        "缺失",
        "",
        "",
        _basis(services),
        "",
        "",
        "未填；期限按最早的日期暂计",
        together,
        services.proposed_on.isoformat() if services and services.proposed_on else "",
        services is not None and services.first is not None,
    )


def _basis(services: Weighing | None) -> ReceiptBasis:
    if services is None or services.proposed is None:
        return ReceiptBasis.SERVICE_RETURN
    if services.first is None:
        return ReceiptBasis.PERSON
    return ReceiptBasis(services.proposed.evidence.basis.value)
