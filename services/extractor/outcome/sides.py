"""Which outcome classes speak against the office and which for it, before any place defines loss."""

from __future__ import annotations

from services.vocabulary import OutcomeClass as C

LOST = frozenset(
    {
        C.REVOKE,
        C.REVOKE_PART,
        C.REMAKE,
        C.PERFORM_DUTY,
        C.PAYMENT,
        C.CONFIRM_ILLEGAL,
        C.CONFIRM_INVALID,
        C.REMEDY,
        C.COMPENSATE,
        C.MODIFY,
        C.CONTINUE_PERFORM,
        C.INDEMNIFY,
        C.AGREEMENT_INVALID,
        C.AGREEMENT_NOT_EFFECTIVE,
        C.AGREEMENT_REVOKE,
        C.AGREEMENT_RESCIND,
    }
)
WON = frozenset({C.DISMISS_CLAIMS, C.DISMISS_COMPENSATION, C.DISMISS_OTHER, C.REJECT_SUIT})
