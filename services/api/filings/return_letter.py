"""The letter that goes with a paper sent to us by mistake back to its court (错送退回函)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import office
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, get_paper
from services.api.errors import Conflict
from services.api.filings.fill import Cell, FilledForm, to_fill
from services.api.filings.form import CellSpec, FormSpec, LetterSpec, SectionSpec
from services.api.filings.letter import draw_letter
from services.api.filings.sheet import Basis, BasisKind
from services.api.receipts.whose import whose_of
from services.vocabulary import FieldName

_COURT = "有关人民法院"


def return_letter(who: Actor, session: Session, paper_id: str, today: date) -> tuple[str, bytes]:
    """Name and bytes of the .docx that returns the paper. Conflict when it was not sent by mistake."""
    paper = get_paper(who, session, paper_id)
    whose = whose_of(who, session, [paper])[paper.id]
    if not whose.sent_by_mistake:
        raise Conflict(
            "not_sent_by_mistake",
            f"这份文书不是错送：{whose.because}。",
            "确属错送的，请先在文书页说明是谁的文书。",
        )
    facts = {fact.field: fact for fact in current_facts(who, session, paper.id)}
    own = office(who, session)
    filled = _filled(paper, facts, own.name, whose.because, today)
    return f"退回错送文书的函（{paper.title or '文书'}）.docx", draw_letter(filled, demo=own.demo)


def _day(on: date) -> str:
    """As official documents write a day (GB/T 9704)."""
    return f"{on.year}年{on.month}月{on.day}日"


def _filled(paper: Paper, facts: dict[str, Fact], sender: str, because: str, today: date) -> FilledForm:
    def read(key: str, label: str, name: FieldName) -> Cell:
        fact = facts.get(name)
        if fact is None:
            return Cell(key, label, "", empty_because="文书没有写明")
        text = _day(date.fromisoformat(fact.value)) if name.endswith("_on") else str(fact.value)
        return Cell(key, label, text, (Basis(BasisKind.FACT, fact.id),))

    court = str(facts[FieldName.COURT].value) if FieldName.COURT in facts else _COURT
    title = paper.title or "文书"
    lines = (
        Cell("title_of_paper", "文书名称", title),
        read("case_number", "案号", FieldName.CASE_NUMBER),
        read("addressee", "受送达人", FieldName.ADDRESSEE),
        read("issued_on", "落款日期", FieldName.ISSUED_ON),
        Cell("reason", "退回原因", f"{because}，不属于送达本单位的文书"),
    )
    asked = (
        Cell("number", "发文字号", to_fill("发文字号"), gap="请填写发文字号"),
        Cell("title", "标题", f"关于退回错送{title}的函"),
        Cell(
            "opening",
            "正文",
            "我单位收到贵院寄送的下列文书。经核对，该文书不是送达我单位的，现随函退回，"
            "请查收并另行送达。我单位未代收，也未转交他人。",
        ),
        *lines,
        Cell("signature", "署名", sender),
        Cell("dated", "成文日期", _day(today)),
        Cell("contact", "联系人", to_fill("联系人及电话"), gap="请填写联系人和电话"),
    )
    return FilledForm(_form(court, title, lines), asked)


def _form(court: str, title: str, lines: tuple[Cell, ...]) -> FormSpec:
    def typed(key: str, label: str) -> CellSpec:
        return CellSpec(key=key, label=label, typed=label)

    return FormSpec(
        id="cn.return_letter",
        name="退回错送文书的函",
        rules=(),
        document="",
        letter=LetterSpec(
            number=typed("number", "发文字号"),
            title=typed("title", "标题"),
            addressee=court,
            opening=typed("opening", "正文"),
            sections=(
                SectionSpec(heading="退回的文书", lines=tuple(typed(c.key, c.label) for c in lines)),
            ),
            closing="特此函告。",
            attachments=(title,),
            signature=typed("signature", "署名"),
            dated=typed("dated", "成文日期"),
            contact=typed("contact", "联系人"),
        ),
    )
