"""What did the court decide, and against whom?

:func:`read_outcome` for a whole paper, :func:`classify_operative` for the text of an operative part,
:func:`classify_line` for one JSON line of the command line.
"""

from services.extractor.outcome.classify import OperativeReading, ReadItem, classify_operative
from services.extractor.outcome.lines import classify_line
from services.extractor.outcome.reading import defendants, read_outcome

__all__ = [
    "OperativeReading",
    "ReadItem",
    "classify_line",
    "classify_operative",
    "defendants",
    "read_outcome",
]
