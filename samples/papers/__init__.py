"""The wording of each kind of paper: facts in, blocks out."""

from samples.facts import Decision, Letter, Paper, ResponseNotice, Summons
from samples.page import Look
from samples.papers import decision, letter, notice, summons
from samples.sheet import Block


def composed(paper: Paper, look: Look) -> list[Block]:
    """The blocks of any paper. TypeError for a paper nobody words."""
    match paper:
        case Summons():
            return summons.blocks(paper, look)
        case ResponseNotice():
            return notice.blocks(paper, look)
        case Decision():
            return decision.blocks(paper, look)
        case Letter():
            return letter.blocks(paper, look)
    raise TypeError(f"no wording for {type(paper).__name__}")
