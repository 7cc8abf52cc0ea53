"""The figure: places where they belong, names apart, legible, the same bytes each time."""

from __future__ import annotations

import io
import itertools
import json
import math
import warnings
import xml.etree.ElementTree as ET

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.textpath import TextToPath
from PIL import Image
from pyproj import Transformer

from dossiers import small_descriptor, small_tables, write_dossier
from geo import FilterError, read_dossier, read_query
from geo.briefing import PAPERS, Briefing, read_bbox
from geo.manifest import is_sealed, parse_manifest
from layers.figure import FIGURE_SUFFIXES, draw_figure, write_figure
from layers.figure_paper import lay_out
from layers.figure_sheet import LEAST_PT, Box, Style
from layers.figure_text import drawable, text_width, wrap_text
from layers.figure_view import fit_view

SEPTEMBER = "start=2022-09-14&end=2022-09-20"
EVERYTHING = (
    "layers=incidents,hotspots,enclaves,boundary,crossings,milestones,damage,places,countries,lakes,relief,"
    "earlier_drawing&lens=TJK&zone_km=5&as_of=2025-06-01&lang=tg"
)


def request(query="", **changes):
    filters, state = read_query(query)
    return Briefing(filters=filters, state=state, **changes)


def texts_of(figure):
    return [text for text in figure.axes[0].texts if text.get_text()]


def boxes_of(figure):
    """Give the box of the ink of every text, in points, from the outlines of its letters."""
    return [ink_of(text) for text in texts_of(figure)]


def ink_of(text):
    to_path = TextToPath()
    x, y = text.get_position()
    vertices = np.asarray(to_path.get_text_path(text.get_fontproperties(), text.get_text(), ismath=False)[0])
    if not len(vertices):
        return Box(x, y, 0, 0)
    points = vertices * text.get_fontsize() / to_path.FONT_SCALE + (x, y)
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return Box(left, bottom, right - left, top - bottom)


@pytest.fixture(
    scope="module",
    params=[*((SEPTEMBER, paper) for paper in PAPERS), (EVERYTHING, "a4"), ("", "16x9"), ("", "a4-portrait")],
    ids=str,
)
def figure(request, shipped):
    query, paper = request.param
    filters, state = read_query(query)
    briefing = Briefing(filters=filters, state=state, paper=paper, note="A note. " * 12)
    return draw_figure(shipped, briefing)


def test_no_text_lies_on_another(figure):
    found = list(zip(texts_of(figure), boxes_of(figure), strict=True))
    for (one, a), (two, b) in itertools.combinations(found, 2):
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.top, b.top) - max(a.bottom, b.bottom)
        assert min(across, down) <= 0.3, (one.get_text(), two.get_text())


def test_nothing_is_cut_by_the_paper(figure):
    width, height = figure.get_size_inches() * 72
    paper = Box(8, 8, width - 16, height - 16)
    for text, box in zip(texts_of(figure), boxes_of(figure), strict=True):
        assert paper.holds(box), text.get_text()


def test_text_can_be_read_at_print_size(figure):
    assert min(text.get_fontsize() for text in texts_of(figure)) >= LEAST_PT


def test_labels_stand_clear_of_incident_symbols(figure):
    circles = [patch for patch in figure.axes[0].patches if patch.get_zorder() == 20]  # incidents
    assert circles
    for text, box in zip(texts_of(figure), boxes_of(figure), strict=True):
        if text.get_text().lstrip("≥>≈≤").isdigit():
            continue
        for circle in circles:
            x, y = circle.center
            near_x = min(max(x, box.left), box.right)
            near_y = min(max(y, box.bottom), box.top)
            assert math.hypot(near_x - x, near_y - y) >= circle.radius, text.get_text()


def test_figure_says_what_it_must(figure, shipped):
    said = " ".join(text.get_text() for text in texts_of(figure))
    for words in (
        "LINE AS OF",
        "incidents shown",
        "HOW TO READ IT",
        "km",
        "N",
        "Sources",
        "Licences:",
        "SHA-256",
    ):
        assert words in said
    assert shipped.descriptor.disclaimer.split(".")[0] in said
    assert "OpenStreetMap" in said


def test_positions_equal_an_independent_projection(shipped):
    _, layout = lay_out("a4")
    view = fit_view(read_query(SEPTEMBER)[0].apply(shipped), request(SEPTEMBER), layout.frame)
    lon_lat = np.array([[68.6, 39.1], [70.4, 39.95], [73.9, 41.2]])
    east, north = Transformer.from_crs(4326, 3857, always_xy=True).transform(*lon_lat.T)
    corner = Transformer.from_crs(4326, 3857, always_xy=True).transform(view.bounds.west, view.bounds.south)
    expected = np.column_stack([east - corner[0], north - corner[1]]) * view.scale
    pixel = 72 / 300
    assert (
        np.abs(view.project(lon_lat) - expected - (layout.frame.left, layout.frame.bottom)).max() < pixel / 2
    )


def test_symbol_is_drawn_where_the_incident_lies(small):
    figure = draw_figure(small, request("q=i3", bbox=read_bbox("10,50,12,51")))
    _, layout = lay_out("a4")
    # the others are those of the legend
    circles = [patch for patch in figure.axes[0].patches if patch.get_zorder() == 20]
    [circle] = [circle for circle in circles if circle.center[0] < layout.frame.right]
    view = fit_view(small, request(bbox=read_bbox("10,50,12,51")), layout.frame)
    assert np.allclose(circle.center, view.project(np.array([[10.5, 50.6]]))[0], atol=0.05)


@pytest.mark.parametrize("suffix", FIGURE_SUFFIXES)
def test_same_bytes_twice_and_a_sealed_manifest(small, suffix):
    content = write_figure(small, request(), suffix=suffix)
    assert content == write_figure(small, request(), suffix=suffix)
    assert is_sealed(parse_manifest(manifest_of(content, suffix)))


def manifest_of(content, suffix):
    if suffix == ".png":
        return Image.open(io.BytesIO(content)).text["marchland"]
    if suffix == ".pdf":
        return pypdfium2.PdfDocument(content).get_metadata_dict()["Keywords"]
    root = ET.fromstring(content)  # noqa: S314
    return next(e.text for e in root.iter("{http://purl.org/dc/elements/1.1/}description"))


def test_png_is_300_dpi_a4_and_small(shipped):
    content = write_figure(shipped, request(SEPTEMBER), suffix=".png")
    picture = Image.open(io.BytesIO(content))
    assert len(content) <= 2_000_000
    assert np.allclose(picture.size, (297 / 25.4 * 300, 210 / 25.4 * 300), atol=2)
    assert np.allclose(picture.info["dpi"], 300, atol=0.1)


def test_pdf_and_svg_hold_text_and_are_small(shipped):
    pdf = write_figure(shipped, request(f"{SEPTEMBER}&lang=tg"), suffix=".pdf")
    assert len(pdf) <= 3_000_000
    document = pypdfium2.PdfDocument(pdf)
    said = document[0].get_textpage().get_text_bounded()
    assert "Шӯроб" in said
    svg = write_figure(shipped, request(f"{SEPTEMBER}&lang=tg"), suffix=".svg")
    assert "Шӯроб" in "".join(ET.fromstring(svg).itertext())  # noqa: S314


def test_letters_of_every_language_are_in_the_font():
    letters = "ӨөҮүҢңҒғҚқҲҳҶҷӮӯӢӣ"
    assert drawable(letters) == letters
    assert drawable("河") == "□"
    ink = []
    for letter in letters:
        figure = mpl.figure.Figure(figsize=(0.5, 0.5), dpi=100)
        figure.text(0.3, 0.3, letter, fontproperties=Style(20).font, fontsize=20)
        canvas = FigureCanvasAgg(figure)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a glyph that is missing is a warning
            canvas.draw()
        ink.append(bytes(canvas.buffer_rgba()))
    assert len(set(ink)) == len(letters)


def test_legend_names_only_what_is_shown(small):
    said = " ".join(text.get_text() for text in texts_of(draw_figure(small, request("layers=incidents"))))
    assert "hotspot" not in said
    assert "line:" not in said
    assert "enclave" not in said


def test_lens_shows_figures_and_never_adds_them(shipped):
    figure = draw_figure(shipped, request(f"{SEPTEMBER}&lens=TJK&measure=injured"))
    said = " ".join(text.get_text() for text in texts_of(figure))
    assert "the highest figure (injured) that the Tajik side gave" in said
    assert "no figure given" in said


def test_empty_choice_is_drawn(small):
    figure = draw_figure(small, request("q=nothing+at+all"))
    assert "0" in [text.get_text() for text in texts_of(figure)]


def test_incident_outside_the_frame_is_counted(small):
    figure = draw_figure(small, request(bbox=read_bbox("11.1,50.4,11.3,50.6")))
    assert "2 outside the frame" in " ".join(text.get_text() for text in texts_of(figure))


@pytest.mark.parametrize(
    "text", ["$x^2$", "a $ b", r"\frac{1}{2}", "</text><script>x</script>", "a\nb", "x" * 400, "مرحبا"]
)
def test_hostile_names_are_literal_and_fit(tmp_path, text):
    tables, descriptor = small_tables(), small_descriptor()
    descriptor["dossier"]["title"] = text
    tables["hotspots"][0]["name"] = text
    tables["events"][0]["title"] = text
    dossier = read_dossier(write_dossier(tmp_path / "d", tables=tables, descriptor=descriptor))
    svg = write_figure(dossier, request(note=text), suffix=".svg")
    root = ET.fromstring(svg)  # noqa: S314
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    width = 297 / 25.4 * 72
    for box in boxes_of(draw_figure(dossier, request(note=text))):
        assert box.left >= 0
        assert box.right <= width


@pytest.mark.parametrize(
    "box", ["10.5,50.5,10.5001,50.5001", "-170,-80,170,80", "10,10,11,80", "100,-5,101,-4"]
)
def test_frame_of_any_size_and_place_is_drawn(shipped, box):
    figure = draw_figure(shipped, request(bbox=read_bbox(box)))
    found = list(zip(texts_of(figure), boxes_of(figure), strict=True))
    for (one, a), (two, b) in itertools.combinations(found, 2):
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.top, b.top) - max(a.bottom, b.bottom)
        assert min(across, down) <= 0.3, (one.get_text(), two.get_text())


def test_unknown_layer_is_refused(small):
    with pytest.raises(FilterError, match="layers has “moon”"):
        draw_figure(small, request("layers=moon"))


@pytest.mark.parametrize("text", ["one two three four five", "x" * 90, ""])
def test_wrapped_lines_keep_to_their_width(text):
    style = Style(8)
    lines = wrap_text(text, style, 60, most=3)
    assert len(lines) <= 3
    assert all(text_width(line, style) <= 60 for line in lines)


def test_manifest_counts_what_is_left_out(small):
    manifest = json.loads(manifest_of(write_figure(small, request("type=arson"), suffix=".png"), ".png"))
    assert manifest["left_out"] == [{"reason": "filtered out", "count": 3}]
