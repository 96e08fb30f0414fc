"""Print the detector passed over: ink of the size of letters that no line covers, looked at closer.

On a page that is nearly empty, or where one line stands far from the others in wide letters, the
detector sees a page and no line. A closer crop of the place, enlarged, shows it what it is. A line in
wide letters may lack its first: 〇二六年三月七日 is read again with the ink beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.cleaning import Grey, ink_level, paper_of, reduced_grey
from services.extractor.reading.engines import Engine, Glyphs, Image, Quad, ReadLine
from services.extractor.reading.second import second_reader
from services.extractor.reading.spelling import corrected

_WORK_SIDE = 1000  # px: 9 pt print is some 10 px high
_LETTER = (5, 50)  # px high: 5 pt to 40 pt
_PAPER = 0.6  # of the brightness of paper: the table it was photographed on is darker
_MOST_PLACES = 8  # of one page: more are a drawing
_LINE_HEIGHT = 44  # px a missed line is enlarged or reduced to
_REACH = 1.8  # heights of a line beyond its end in which its next letter stands
_ZEROS = str.maketrans("○O0", "〇〇〇")  # put right only between other digits
_SLIVER = 0.2  # of a line's height: ink beside it as wide is part of a letter
_SURE, _PERHAPS = 0.85, 0.5  # mean certainty: enough alone; enough where another model reads the same

Rectangle = tuple[int, int, int, int]  # x0, y0, x1, y1


def with_missed(image: Image, lines: Sequence[ReadLine], engine: Engine) -> list[ReadLine]:
    """``lines`` with the letters that stand at their ends, and the lines of ``image`` where none of
    ``lines`` stands; stains and drawings stay unread."""
    ink, ratio = _uncovered(image, lines)
    found = [_completed(line, ink, ratio, image, engine) for line in lines]
    _cover(ink, ratio, [line for line, before in zip(found, lines, strict=True) if line is not before])
    for place in _places(ink, ratio):
        for line in _read_place(image, place, engine):
            taken = any(_overlap(line.quad, other.quad) > 0.3 for other in found)
            if not taken and _is_print(line, image):
                found.append(line)
    return found


def _completed(line: ReadLine, ink: Grey, ratio: float, image: Image, engine: Engine) -> ReadLine:
    """``line`` read with the ideographs that stand right before or after its box."""
    if line.glyphs.stacked:
        return line
    along = line.quad[1] - line.quad[0]
    height = float(np.linalg.norm(line.quad[3] - line.quad[0]))
    along = (along / max(1.0, float(np.linalg.norm(along))) * height).astype(np.float32)
    quad = line.quad.copy()
    for corners, step in (((0, 3), -along), ((1, 2), along)):
        beside = np.stack([quad[corners[0]], quad[corners[1]]])
        strip = np.concatenate([beside, beside[::-1] + np.float32(_REACH) * step])
        reach = _ink_along(ink, (strip * ratio).astype(np.float32), step)
        if reach is not None:
            quad[list(corners)] += (_REACH * reach + 0.1) * step
    if np.array_equal(quad, line.quad):
        return line
    quad = np.clip(quad, 0, np.array(image.shape[1::-1], np.float32) - 1)
    longer = corrected(engine.recognise(image, [quad])[0])
    begin = longer.text.translate(_ZEROS).find(line.glyphs.text.translate(_ZEROS))
    if begin < 0:
        return line
    end = begin + len(line.glyphs.text)
    more = longer.text[:begin] + longer.text[end:]
    sure = np.concatenate([longer.confidence[:begin], longer.confidence[end:]])
    # Ideographs only: the rule of a table beside a number is no 1.
    good = more and all(_is_ideograph(c) or c in "、．" for c in more) and float(sure.mean()) >= _SURE
    return ReadLine(quad, longer) if good else line


def _ink_along(ink: Grey, strip: Quad, step: npt.NDArray[np.float32]) -> float | None:
    """How far into ``strip``, which leads away from a line's end, its first letter reaches (0..1); None
    where no letter stands. ``strip`` in pixels of ``ink``."""
    low = np.clip(np.floor(strip.min(axis=0)), 0, None).astype(int)
    high = np.ceil(strip.max(axis=0)).astype(int)
    window = ink[low[1] : high[1], low[0] : high[0]]
    if not window.size:
        return None
    height = window.shape[0]
    filled = np.flatnonzero(np.count_nonzero(window, axis=0))
    if step[0] < 0:
        filled = window.shape[1] - 1 - filled[::-1]
    # What reaches the far end goes on: something else than a letter.
    far = filled.size and int(filled[-1]) >= window.shape[1] - 1
    if filled.size < _SLIVER * height or far or np.count_nonzero(window) < 0.01 * height * height:
        return None
    reached: float = (int(filled[-1]) + 1) / window.shape[1]
    return reached


def missed_places(image: Image, lines: Sequence[ReadLine]) -> list[Rectangle]:
    """Where at least two letters stand side by side outside all ``lines``, in pixels of ``image``,
    the longest first."""
    return _places(*_uncovered(image, lines))


def _places(ink: Grey, ratio: float) -> list[Rectangle]:
    letters = np.zeros_like(ink)
    heights = []
    # The strokes of 二 or 三 are no letters one by one.
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((7, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    for x, y, width, height, area in stats[1:].tolist():
        sized = _LETTER[0] <= height <= _LETTER[1] and 3 <= width <= 1.5 * _LETTER[1]
        if sized and 0.08 * width * height < area < 0.95 * width * height:
            letters[y : y + height, x : x + width] = 255
            heights.append(height)
    if len(heights) < 2:
        return []
    # Letters of one line are at most an em apart, wide-set dates included.
    reach = round(1.3 * float(np.median(heights))) | 1
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    places = [
        (x, y, x + width, y + height)
        for x, y, width, height, _ in stats[1:].tolist()
        if width >= 1.8 * height and height <= _LETTER[1]
    ]
    places.sort(key=lambda place: place[0] - place[2])
    return [
        (round(x0 / ratio), round(y0 / ratio), round(x1 / ratio), round(y1 / ratio))
        for x0, y0, x1, y1 in places[:_MOST_PLACES]
    ]


def _uncovered(image: Image, lines: Sequence[ReadLine]) -> tuple[Grey, float]:
    """255 on ink outside all ``lines``, and the size of this mask against ``image``."""
    grey = reduced_grey(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), _WORK_SIDE)
    ratio = max(grey.shape) / max(image.shape[:2])
    field = paper_of(grey)
    share = (grey / np.maximum(field, 1.0)).astype(np.float32)
    ink = _ink(share, *ink_level(image))
    ink[field < _PAPER * float(np.percentile(field, 90))] = 0
    _cover(ink, ratio, lines)
    return ink, ratio


def _cover(ink: Grey, ratio: float, lines: Sequence[ReadLine]) -> None:
    for line in lines:
        cv2.fillPoly(ink, [_grown(line.quad * ratio).astype(np.int32)], 0)


def _ink(share: npt.NDArray[np.float32], ink: float, paper: float) -> Grey:
    """255 where print may stand: darker than half way to the ink, ruled lines left out. ``share``:
    brightness of each pixel as a share of the paper's."""
    dark = float(np.clip((ink / max(paper, 1.0) + 1) / 2, 0.3, 0.88))
    mask: Grey = (share < dark).astype(np.uint8) * 255
    for shape in ((1, 64), (44, 1)):
        ruled = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        mask[cv2.dilate(ruled, np.ones((3, 3), np.uint8)) > 0] = 0
    return mask


def _grown(quad: Quad) -> npt.NDArray[np.float32]:
    """``quad`` a third of its height higher and lower, where strokes stand out of a line's box. At its
    ends it stays: half of a letter beyond them may be all that was seen of it."""
    down = (quad[3] - quad[0]) / 3
    grown: npt.NDArray[np.float32] = quad + np.stack([-down, -down, down, down])
    return grown


def _read_place(image: Image, place: Rectangle, engine: Engine) -> list[ReadLine]:
    x0, y0, x1, y1 = place
    height = y1 - y0
    # A letter or two at either end may not have been seen: 一 is no letter by its size.
    left, top = max(0, x0 - 3 * height), max(0, y0 - height)
    crop = image[top : y1 + height, left : x1 + 3 * height]
    scale = _LINE_HEIGHT / height
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    larger: Image = np.ascontiguousarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=how))
    seen = engine.read(larger, detector_side=max(larger.shape[:2]))
    corner = np.array([left, top], np.float32)
    lines = [ReadLine(line.quad / scale + corner, corrected(line.glyphs)) for line in seen]
    lines = [line for line in lines if _stands_in(line.quad, place)]
    if lines:
        return lines
    slack = round(0.15 * height)
    box = (x0 - slack, y0 - slack, x1 + slack, y1 + slack)
    quad = np.array([box[:2], (box[2], box[1]), box[2:], (box[0], box[3])], np.float32)
    quad = np.clip(quad, 0, np.array(image.shape[1::-1], np.float32) - 1)
    return [ReadLine(quad, corrected(engine.recognise(image, [quad])[0]))]


def _stands_in(quad: Quad, place: Rectangle) -> bool:
    y = float(quad[:, 1].mean())
    beside = place[3] - place[1]
    near = quad[:, 0].max() > place[0] - beside and quad[:, 0].min() < place[2] + beside
    return bool(near and place[1] <= y <= place[3])


def _overlap(quad: Quad, other: Quad) -> float:
    """Which share of ``quad`` lies in ``other``."""
    shared, _ = cv2.intersectConvexConvex(quad, other)
    return float(shared) / max(1.0, float(cv2.contourArea(quad)))


def _is_print(line: ReadLine, image: Image) -> bool:
    """Whether the reading is sure, or another model reads the same."""
    glyphs = line.glyphs
    if glyphs.stacked or _letters(glyphs) < 2 or glyphs.mean < _PERHAPS:
        return False
    if glyphs.mean >= _SURE:
        return True
    again = second_reader().read(image, [line.quad])
    return bool(again) and corrected(again[0]).text == glyphs.text


def _letters(glyphs: Glyphs) -> int:
    return sum(map(str.isalnum, glyphs.text))


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or character == "〇"
