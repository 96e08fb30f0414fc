"""An unlimited, seeded stream of fictional papers with their gold, as text or as pictures.

``made(seed, half)`` gives paper number ``seed``; the same seed gives the same paper. The text is what
the drawing would print (``samples.sheet.plain``); the picture goes through ``samples.page`` and
the damages of real life.
"""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image as Pictures

from benchmarks import appeals, decisions, notices
from benchmarks.invention import Half, Scene
from benchmarks.notices import Json, Made
from samples.damage import (
    Damage,
    Image,
    bleed_through,
    blur,
    compressed,
    fax,
    noise,
    phone,
    scanner,
    skew,
)
from samples.draw import rastered
from samples.expected import expected
from samples.facts import Decision, Paper
from samples.page import Look, Press
from samples.papers import composed
from samples.sample import Form
from samples.sheet import plain
from services.vocabulary import PaperKind, Role


@dataclass(frozen=True)
class Generated:
    """A paper, its look and its gold in the form of ``samples.expected`` (one paper of a file)."""

    seed: int
    paper: Paper
    look: Look
    gold: Json

    def text(self) -> bytes:
        """The words the drawing prints, one paragraph a line."""
        return plain(composed(self.paper, self.look)).encode()

    def pdf(self, printer: Press) -> bytes:
        return printer.pdf(composed(self.paper, self.look), self.look)

    def picture(self, printer: Press, damage: str) -> bytes:
        """The paper as a scan of ``damage`` (a name of DAMAGES): a TIFF of its pages."""
        form = DAMAGES[damage]
        look = replace(self.look, seal=damage == "seal")
        pdf = printer.pdf(composed(self.paper, look), look)
        rng = np.random.default_rng(zlib.crc32(f"{damage}{self.seed}".encode()))
        return tiff(rastered(pdf, form, rng), form.dpi)


def tiff(pages: list[Image], dpi: int) -> bytes:
    """The pages as one lossless TIFF."""
    pictures = [Pictures.fromarray(p if p.ndim == 2 else p[:, :, ::-1]) for p in pages]
    out = io.BytesIO()
    rest = pictures[1:]
    pictures[0].save(
        out, "TIFF", save_all=True, append_images=rest, compression="tiff_deflate", dpi=(dpi, dpi)
    )
    return out.getvalue()


def _scan(dpi: int, *damages: Damage) -> Form:
    return Form("scan", dpi, damages)


DAMAGES: dict[str, Form] = {
    "clean 300 dpi": _scan(300),
    "scan 200 dpi": _scan(200, scanner()),
    "scan 150 dpi": _scan(150, scanner()),
    "seal": _scan(200, scanner()),
    "skew": _scan(200, scanner(tilt=0), skew(2.3)),
    "fax": _scan(200, fax()),
    "phone": _scan(200, phone()),
    "noise": _scan(200, blur(0.6), noise(14), compressed(55)),
    "bleed-through": _scan(200, bleed_through(0.25), scanner()),
}


def _decision(make: Callable[[Scene], Decision]) -> Callable[[Scene], Made]:
    return lambda scene: (make(scene), {})


# How often each kind comes, in a hundred.
_KINDS: tuple[tuple[int, Callable[[Scene], Made]], ...] = (
    (14, notices.summons),
    (14, notices.response_notice),
    (22, _decision(decisions.first_judgment)),
    (6, _decision(decisions.compensation_judgment)),
    (10, _decision(decisions.first_ruling)),
    (7, _decision(appeals.second_judgment)),
    (5, _decision(appeals.second_ruling)),
    (4, notices.evidence_notice),
    (3, notices.attendance_notice),
    (2, notices.panel_notice),
    (2, notices.hearing_change_notice),
    (2, notices.fee_notice),
    (1, notices.joinder_notice),
    (2, notices.judicial_advice),
    (2, notices.service_return),
    (3, notices.complaint),
    (1, notices.office_letter),
)


def made(seed: int, half: Half = Half.TEST) -> Generated:
    """Paper number ``seed`` of ``half``."""
    chance = random.Random(f"{half}:{seed}")
    scene = Scene(chance, half)
    look = scene.look()
    make = chance.choices([m for _, m in _KINDS], [weight for weight, _ in _KINDS])[0]
    paper, more = make(scene)
    return Generated(seed, paper, look, gold_of(paper, scene, more))


def gold_of(paper: Paper, scene: Scene, more: Json) -> Json:
    """What must be read. A field whose gold is None must not be found at all."""
    gold: Json = dict(expected("paper", [paper], [1])["papers"][0])
    if paper.kind is PaperKind.NOT_COURT_PAPER:
        return gold
    fields: Json = dict(gold.get("fields", {}))
    if "parties" in more:
        gold["parties"] = more["parties"]
    elif isinstance(paper, Decision):
        fields |= _told(paper, scene)
    fields |= {name: value for name, value in more.items() if name != "parties"}
    return gold | {"fields": fields}


def _told(paper: Decision, scene: Scene) -> Json:
    """What a decision says besides: the cause's code, who sat, who came, who pays."""
    found: Json = {"cause_code": scene.cause_code}
    case, panel = paper.proceeding, paper.panel
    if case is None or panel is None:
        return found
    if case.cause.endswith("及行政复议"):  # one cause of the list, whatever the act: ××及行政复议
        found["cause_code"] = "16.115"
    members = [f"审判长 {panel.presiding}", *(f"审判员 {name}" for name in panel.judges)]
    members += [f"人民陪审员 {name}" for name in panel.assessors]
    found["panel"] = [*members, f"书记员 {panel.clerk}"]
    if paper.kind is PaperKind.JUDGMENT and re.search(
        "作出" + re.escape(scene.act_number), paper.story[1]
    ):
        found |= {"act_number": scene.act_number, "act_on": scene.act_on.isoformat()}
    came = [p.attending for p in case.parties if p.attending and _sued(p.role, p.original_roles)]
    if len(came) == 1:
        found |= {"official_name": came[0][0], "official_title": came[0][1]}
    return found


def _sued(role: Role, original: tuple[Role, ...]) -> bool:
    return Role.DEFENDANT in (role, *original)
