"""Below which confidence does a person have to look? Light: the pages of the service ask it too."""

from __future__ import annotations

from services.vocabulary import FieldName

# Below it the review asks a person. What share of the values above it is wrong is measured on
# generated papers, see benchmarks/README.md.
REVIEW_BELOW = 0.9
REVIEW_BELOW_ASIDE = 0.8  # of fields no deadline and no matching hangs on
ASIDE = frozenset(
    {
        FieldName.CAUSE,
        FieldName.FILED_ON,
        FieldName.FEE_BEARER,
        FieldName.REMEDY,
        FieldName.PROCEDURE,
        FieldName.CHALLENGED_ACT,
        FieldName.ACT_ORGAN,
        FieldName.RECONSIDERATION_ORGAN,
        FieldName.RECONSIDERATION_ON,
        FieldName.RECONSIDERATION_RESULT,
        FieldName.CLAIMS,
        FieldName.OFFICIAL_ATTENDANCE,
        FieldName.OFFICIAL_NAME,
        FieldName.OFFICIAL_TITLE,
        FieldName.OFFICIAL_SPOKE,
        FieldName.OFFICIAL_ABSENCE_REASON,
        FieldName.PANEL,
        FieldName.CONTACT_NAME,
        FieldName.CONTACT_PHONE,
        FieldName.SERVED_PAPERS,
        FieldName.EFFECTIVENESS,
        FieldName.ADVICE_ITEMS,
        FieldName.WEEKDAYS,
    }
)


def review_below(name: FieldName | None) -> float:
    """The confidence below which the review asks about this field; None for a party."""
    return REVIEW_BELOW_ASIDE if name in ASIDE else REVIEW_BELOW
