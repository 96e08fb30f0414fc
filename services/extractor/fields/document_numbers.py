"""The numbers offices give their documents (文号): 云自然资罚〔2023〕1号.

A case number of a court has its year first: :mod:`services.extractor.text.case_numbers`.
"""

from __future__ import annotations

import re

from services.extractor.text.case_numbers import PROVINCES

# 〔2023〕 as the standard has it (GB/T 9704-2012, 7.2.5); offices type [2023], （2023）, 【2023】, or
# open with one and close with another.
_OPEN, _CLOSE = r"[〔\[（【〖｛{]", r"[〕\]）】〗｝}]"
_YEAR = rf"{_OPEN}(?:19|20)\d{{2}}年?{_CLOSE}"
# 云自然资罚〔2023〕1号, 云公（样）行罚决字〔2023〕第1号, 云综法处字〔2016〕第002-3号. A court puts the
# year first: not this. Tickets are nothing but digits: 1201021234567890号, 120113-1234567890号; the
# traffic police number their decisions so long too: 云公交决字〔2023〕第5000012600118号. A court that
# advises has its code before the word: 渝0109法建〔2023〕8号.
YEAR_FIRST = re.compile(rf"{_YEAR}第?\d")  # the agency before it is not legible
_SERIAL = r"(?:[\u4e00-\u9fa5]{0,4}第?)\d{1,20}(?:-\d{1,4})?号"
_DIGITS = r"(?<!\d)(?:第)?\d{6,20}(?:[-—]\d{4,20})?号"
_WORD = rf"(?:[{PROVINCES}]\d{{2,4}})?[\u4e00-\u9fa5（）]{{1,24}}?"
DOCUMENT_NUMBER = re.compile(rf"(?<![\u4e00-\u9fa5（）])(?P<number>{_WORD}{_YEAR}{_SERIAL}|{_DIGITS})")
# The same right behind 作出的, where no word boundary tells where the number begins.
NUMBER_HERE = re.compile(rf"(?P<number>{_WORD}{_YEAR}{_SERIAL}|{_DIGITS})")
_ANY_YEAR = re.compile(rf"{_OPEN}((?:19|20)\d{{2}}年?){_CLOSE}")


def normal_number(printed: str) -> str:
    """A document number with its year in the brackets of the standard, whichever are printed.

    >>> normal_number("云自然资罚[2023〕1号"), normal_number("云公（样）行罚决字（2023）第1号")
    ('云自然资罚〔2023〕1号', '云公（样）行罚决字〔2023〕第1号')
    """
    return _ANY_YEAR.sub(r"〔\1〕", printed.replace("\n", ""))
