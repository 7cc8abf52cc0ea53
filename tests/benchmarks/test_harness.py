"""The benchmarks' own machinery: tables from results, failures named, frames compared. No peer is needed."""

import io

import numpy as np
import pytest
import report
import rounds
import stand_ins
import watch
from PIL import Image
from report import Failure, Measure

MEASURES = {"build": Measure("build, s"), "visible": Measure("visible, ms", 0)}


def test_table_says_medians_ranges_and_ratios():
    results = {
        "ours": {"build": [1.0, 2.0, 9.0], "visible": [100.0]},
        "theirs": {"build": [8.0, 8.0, 8.0], "visible": [50.0]},
    }
    lines = report.results_table(results, MEASURES, ours="ours").splitlines()
    assert lines[0] == "|  | build, s | build, s (ours / this) | visible, ms | visible, ms (ours / this) |"
    assert lines[2] == "| **ours** | 2.00 (1.00–9.00) | – | 100 | – |"
    # a lost comparison stands there like a won one
    assert lines[3] == "| theirs | 8.00 | 1/4 | 50 | 2 |"


def test_what_failed_is_named_and_has_no_ratio():
    results = {"ours": {"build": [1.0]}, "theirs": {"build": Failure("it asks a | server")}}
    row = report.results_table(results, {"build": Measure("build")}, ours="ours").splitlines()[3]
    assert row == "| theirs | not measured: it asks a ∣ server | – |"
    assert report.ratio([1.0], Failure("no")) is None
    assert report.ratio([1.0], []) is None


def test_result_is_written_to_a_file(tmp_path, capsys):
    path = report.write_result("x", "# Title", "| a |", folder=tmp_path / "results")
    assert path.read_text(encoding="utf-8") == "# Title\n\n| a |\n"
    assert "# Title" in capsys.readouterr().out


def test_each_takes_part_once_a_round_in_changing_order():
    ran = []
    found = rounds.interleave("abcd", lambda name: ran.append(name) or {"x": len(ran)}, rounds=5)
    by_round = [ran[start : start + 4] for start in range(0, 20, 4)]
    assert all(sorted(one) == list("abcd") for one in by_round)
    assert len({tuple(one) for one in by_round}) > 1
    assert all(len(row["x"]) == 5 for row in found.values())


def test_one_that_fails_takes_part_no_more_and_says_why():
    calls = []

    def measure(name):
        calls.append(name)
        if name == "b" and calls.count("b") == 2:
            raise rounds.MeasureError("cannot be rendered")
        return {"x": 1.0}

    found = rounds.interleave("ab", measure, rounds=4)
    assert calls.count("b") == 2
    assert found["b"] == {"x": Failure("cannot be rendered")}
    assert found["a"] == {"x": [1.0] * 4}


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js",
            ("leaflet", "1.9.3", "dist/leaflet.js"),
        ),
        ("https://unpkg.com/@scope/name@%5E4/a.css", ("@scope/name", "^4", "a.css")),
        ("https://code.jquery.com/jquery-3.7.1.min.js", ("jquery", "3.7.1", "dist/jquery.min.js")),
        ("https://tile.openstreetmap.org/7/86/46.png", None),
        ("https://example.org/leaflet.js", None),
    ],
)
def test_stand_in_for_an_address(url, found):
    assert stand_ins.locate(url) == found


def frame(dots):
    picture = np.full((80, 100, 3), 255, dtype=np.uint8)
    for x in range(dots):
        picture[10:20, x * 10 : x * 10 + 8] = (200, 30, 0)
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    return out.getvalue()


def test_page_is_visible_with_the_first_frame_that_shows_most_of_what_the_last_one_shows():
    film = watch.Film(
        [(9.5, frame(10)), (10.0, frame(1)), (10.5, frame(5)), (11.0, frame(9)), (12.0, frame(10))]
    )
    before = watch.read_picture(frame(1))
    # a frame from before the start is of another page
    assert watch.seconds_until_alike(film, since=9.9, before=before) == pytest.approx(2.1)
    film.frames.insert(3, (10.8, frame(10)))
    assert watch.seconds_until_alike(film, since=9.9, before=before) == pytest.approx(0.9)


def test_page_that_never_changes_is_not_called_quick():
    film = watch.Film([(10.0, frame(1)), (11.0, frame(1))])
    with pytest.raises(rounds.MeasureError, match="looks like"):
        watch.seconds_until_alike(film, since=9, before=watch.read_picture(frame(1)))
    with pytest.raises(rounds.MeasureError, match="nothing was drawn"):
        watch.seconds_until_alike(watch.Film(), since=9, before=watch.read_picture(frame(1)))
