"""What scanners, fax machines and phones do to a printed page.

A damage takes a BGR image (uint8, shape (height, width, 3)) with a seeded generator and returns the
damaged image, in grey (2-D) once colour is lost. Same seed, same pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Image = npt.NDArray[Any]
Damage = Callable[[Image, np.random.Generator], Image]

PAPER = (250, 251, 252)


def scanner(noise: float = 2.5, blur: float = 0.5, tilt: float = 0.25) -> Damage:
    """An office scanner: paper tone, slight tilt, soft optics, sensor noise."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        angle = float(rng.uniform(-tilt, tilt))
        image = _turned(image, angle)
        if blur:
            image = cv2.GaussianBlur(image, (0, 0), blur)
        shade = _soft_field(image.shape[:2], rng, 4)[..., None] * 5
        grain = rng.normal(0, noise, image.shape[:2])[..., None]
        toned = image.astype(np.float32) * (np.array(PAPER, np.float32) / 255)
        return _as_bytes(toned - shade + grain)

    return apply


def skew(degrees: float) -> Damage:
    """Fed crooked: turned by ``degrees`` (anticlockwise positive) about the middle."""
    return lambda image, rng: _turned(image, degrees)


def grey() -> Damage:
    return lambda image, rng: cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def sideways(clockwise: int = 90) -> Damage:
    """Put on the glass sideways or upside down."""
    code = {
        90: cv2.ROTATE_90_CLOCKWISE,
        180: cv2.ROTATE_180,
        270: cv2.ROTATE_90_COUNTERCLOCKWISE,
    }[clockwise]
    return lambda image, rng: cv2.rotate(image, code)


def fax(speckles: float = 0.00025, streaks: int = 1) -> Damage:
    """One bit per pixel, stray dots, an occasional vertical streak."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        plain = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
        wavering = rng.normal(0, 10, plain.shape)
        bits = np.where(plain + wavering < 168, 0, 255).astype(np.uint8)
        bits[rng.random(bits.shape) < speckles] = 0
        for _ in range(streaks):
            column = int(rng.integers(bits.shape[1] * 0.02, bits.shape[1] * 0.06))
            top = int(rng.integers(0, bits.shape[0] // 2))
            bits[top : top + bits.shape[0] // 3, column] = 0
        return bits

    return apply


def phone(lean: float = 0.035, shadow: float = 0.34) -> Damage:
    """A sheet photographed on a desk: perspective, uneven warm light, a little blur and noise."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        height, width = image.shape[:2]
        pad = int(width * 0.07)
        desk = _desk((height + 2 * pad, width + 2 * pad), rng)
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        moved = corners + pad + rng.uniform(-lean, lean, (4, 2)).astype(np.float32) * width
        matrix = cv2.getPerspectiveTransform(corners, moved)
        size = (desk.shape[1], desk.shape[0])
        sheet = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_AREA)
        mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
        cover = (cv2.GaussianBlur(mask, (0, 0), 1.2) / 255.0)[..., None]
        scene = sheet * cover + desk * (1 - cover)
        light = 1 - shadow * _soft_field(desk.shape[:2], rng, 2)[..., None]
        warm = np.array([0.93, 0.98, 1.0], np.float32)
        scene = cv2.GaussianBlur((scene * light * warm).astype(np.float32), (0, 0), 0.8)
        return _as_bytes(scene + rng.normal(0, 4, (*scene.shape[:2], 1)))

    return apply


def photocopy(fade: float = 0.3) -> Damage:
    """A copy of a copy: paler strokes, dark specks, a dirty edge."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        plain = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
        pale = 255 - (255 - plain.astype(np.float32)) * (1 - fade)
        pale[:, : int(plain.shape[1] * 0.012)] -= 90
        specks = rng.random(plain.shape) < 0.00006
        pale[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 60
        return _as_bytes(cv2.GaussianBlur(pale, (0, 0), 0.6) + rng.normal(0, 3, plain.shape))

    return apply


def bleed_through(strength: float = 0.16) -> Damage:
    """The other side shines through: the mirrored page, faint and soft."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        back = cv2.GaussianBlur(np.ascontiguousarray(image[:, ::-1]), (0, 0), 2.5)
        back = np.roll(back, int(image.shape[0] * 0.02), axis=0)
        return _as_bytes(image.astype(np.float32) - (255 - back.astype(np.float32)) * strength)

    return apply


def noise(level: float) -> Damage:
    """Sensor noise of a poor scanner, in grey levels."""
    return lambda image, rng: _as_bytes(image + rng.normal(0, level, image.shape[:2])[..., None])


def blur(pixels: float) -> Damage:
    return lambda image, rng: cv2.GaussianBlur(image, (0, 0), pixels)


def compressed(quality: int) -> Damage:
    """Saved as JPEG of this quality, 1 to 100."""

    def apply(image: Image, rng: np.random.Generator) -> Image:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))

    return apply


def _turned(image: Image, degrees: float) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    white = (255, 255, 255) if image.ndim == 3 else 255
    turned: Image = cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=white
    )
    return turned


def _soft_field(shape: tuple[int, int], rng: np.random.Generator, cells: int) -> Image:
    """A smooth random field between 0 and 1 of this shape."""
    coarse = rng.random((cells + 1, cells + 1)).astype(np.float32)
    field = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(field, 0, 1))


def _desk(shape: tuple[int, int], rng: np.random.Generator) -> Image:
    """Dark wood: long horizontal grain."""
    grain = rng.normal(0, 1, (shape[0] // 6 + 1, 12)).astype(np.float32)
    grain = cv2.resize(grain, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    base = np.array([44, 62, 88], np.float32)
    return np.asarray(base + grain[..., None] * np.array([5, 7, 9], np.float32))


def _as_bytes(image: Image) -> Image:
    return np.asarray(np.clip(image, 0, 255), np.uint8)
