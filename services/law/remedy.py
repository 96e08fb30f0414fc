"""Who may appeal, by the remedy paragraph of a ruling (上诉告知): 如不服本判决，可在…十五日内…上诉."""

from __future__ import annotations

import re
from functools import lru_cache

from services.vocabulary import Role

# 原告如不服本裁定, 如被告不服本判决, 双方当事人不服本判决的, 如不服本判决
_REFUSED = re.compile(r"(?P<who>[^，。；\n]{0,16}?)(?:如|若|对)?不服(?:本|该)(?:判决|裁定)")
_ROLES = {
    "原告": Role.PLAINTIFF,
    "起诉人": Role.PLAINTIFF,
    "被告": Role.DEFENDANT,
    "第三人": Role.THIRD_PARTY,
}


@lru_cache(maxsize=1024)
def who_may_appeal(remedy: str) -> frozenset[Role]:
    """The roles of the first instance the paragraph names; empty when it names none (every party)."""
    match = _REFUSED.search(remedy)
    if match is None or "当事人" in match["who"]:
        return frozenset()
    return frozenset(role for name, role in _ROLES.items() if name in match["who"])


def is_final(remedy: str) -> bool:
    """Whether the paragraph says that nothing can be done (本裁定为终审裁定)."""
    return "终审" in remedy or "不得上诉" in remedy
