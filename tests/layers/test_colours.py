"""Colours are told apart by readers with each of the three colour-vision deficiencies, and on grey paper."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from geo.descriptor import read_descriptor

ROOT = Path(__file__).parents[2]
# Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113: full deficiency, in linear RGB
VISION = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = XYZ @ np.ones(3)
# a difference of CIELAB that two neighbouring patches of a legend need to be told apart without effort
APART = 12.0


def css(name: str) -> str:
    return (files("layers") / "templates" / "css" / name).read_text(encoding="utf-8")


def tokens(scheme: str) -> dict[str, str]:
    light, dark = css("tokens.css").split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", dark))


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str) -> np.ndarray:
    seen = np.clip(np.asarray(VISION[vision]) @ linear(colour), 0, 1)
    ratio = XYZ @ seen / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    """Give the ratio of luminances as WCAG 2 does."""
    light, dark = sorted((float(XYZ[1] @ linear(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, share: float) -> str:
    pairs = zip(*([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (over, under)), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("folder", ["data", "dossiers/cyprus-buffer-zone"])
def test_parties_are_told_apart(folder, vision):
    one, other = (lab(party.color, vision) for party in read_descriptor(ROOT / folder).parties)
    assert np.linalg.norm(one - other) >= APART


@pytest.mark.parametrize("folder", ["data", "dossiers/cyprus-buffer-zone"])
def test_no_party_weighs_more_than_the_other(folder):
    one, other = (lab(party.color, "full")[0] for party in read_descriptor(ROOT / folder).parties)
    assert abs(one - other) <= 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISION)
def test_types_of_the_timeline_are_told_apart(vision, scheme):
    parts = css("panel_tools.css").split("@media (prefers-color-scheme: dark)")
    stated = parts[0] if scheme == "light" else "".join(parts)
    colours = list(dict(re.findall(r"\.t-type-(\d) \{ --type: (#[0-9a-f]{6});", stated)).values())
    assert len(colours) == 7
    near = [
        (a, b)
        for a, b in itertools.combinations(colours, 2)
        if np.linalg.norm(lab(a, vision) - lab(b, vision)) < APART
    ]
    assert near == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_symbols_stand_out_from_every_ground_in_grey(scheme):
    known = tokens(scheme)
    parties = read_descriptor(ROOT / "data").parties
    grounds = [known["water"], known["paper"], *(mixed(p.color, known["paper"], 0.25) for p in parties)]
    for symbol in ("accent", "ink", "milestone"):
        assert [ground for ground in grounds if contrast(known[symbol], ground) < 2.5] == [], symbol


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_enough(scheme):
    known = tokens(scheme)
    for text, ground in itertools.product(("ink", "muted", "accent-ink"), ("paper", "card", "sunken")):
        assert contrast(known[text], known[ground]) >= 4.5, (text, ground)
    assert contrast(known["on-accent"], known["accent"]) >= 4.5
