"""Bad input as a dossier sees it: limits, days at the edge of a filter, ids that are taken, addresses."""

import json
from datetime import date

import pytest
from test_hostile import many, rows

import export
from dossiers import write_dossier
from geo import Filters, count_incidents, read_dossier
from geo.errors import FilterError
from geo.importers.files import InputFile, import_files
from geo.importers.limits import MAX_FILE_BYTES


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return read_dossier(write_dossier(tmp_path_factory.mktemp("base") / "small"))


@pytest.fixture
def imported(tmp_path, base):
    """Give a function that imports text and reads the dossier that it becomes."""

    def run(text, name="a.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        result = import_files([InputFile(tmp_path / name)], base=base, out=tmp_path / "out")
        assert result.folder, result.reports
        return result.reports[0], read_dossier(result.folder)

    return run


def test_every_one_of_200_001_points_is_kept_and_counted(imported):
    # (75): nothing is thinned out; the page draws up to the limit of rows
    report, dossier = imported(many(200_001))
    assert (report.rows_in, report.accepted) == (200_001, 200_001)
    counts = count_incidents(dossier, Filters())
    assert (counts.total, counts.visible, counts.unlocated) == (200_001, 200_001, 0)


def test_file_of_one_byte_too_many_is_refused_with_size_and_limit(tmp_path, base):
    # (76): a hole of zero bytes; nothing of it is read
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    code, sentence = import_files([InputFile(path)], base=base).reports[0].refused
    assert code == "file-too-large"
    assert f"{MAX_FILE_BYTES + 1:,} bytes" in sentence
    assert "2,000 MB" in sentence


def test_start_after_end_is_a_sentence(imported):
    # (78)
    _, dossier = imported(rows("1,2022-09-14,50.5,10.9,x"))
    with pytest.raises(FilterError, match="after"):
        Filters.from_query("start=2022-09-20&end=2022-09-14", dossier)


def test_last_minute_of_the_last_day_is_shown(imported):
    # (79)
    _, dossier = imported(rows("1,2024-03-31 23:59,50.5,10.9,x", "2,2024-04-01 00:00,50.5,10.9,x"))
    shown = Filters(end=date(2024, 3, 31)).apply(dossier).incidents
    assert shown["incident_id"].tolist() == ["1"]


@pytest.mark.parametrize("day", ["2024-02-29", "2023-12-31", "2022-03-27", "2022-10-30"])
def test_leap_day_last_day_and_nights_of_changed_clocks_are_one_day(imported, day):
    # (80): times before, in and after the hour that clocks skip or repeat
    times = [f"{n},{day}T{time},50.5,10.9,x" for n, time in enumerate(("00:30", "02:30+02:00", "23:59Z"))]
    _, dossier = imported(rows(*times))
    wanted = date.fromisoformat(day)
    assert len(Filters(start=wanted, end=wanted).apply(dossier).incidents) == 3


@pytest.mark.parametrize(("start", "end", "shown"), [(10, 14, 1), (16, 20, 1), (15, 15, 1), (17, 20, 0)])
def test_interval_is_shown_where_it_overlaps_the_filter(imported, start, end, shown):
    # (81)
    text = "id,date_start,date_end,lat,lon\n1,2022-09-14,2022-09-16,50.5,10.9\n"
    _, dossier = imported(text)
    kept = Filters(start=date(2022, 9, start), end=date(2022, 9, end)).apply(dossier).incidents
    assert len(kept) == shown


def test_precision_of_coordinates_is_kept_and_not_padded(imported):
    # (84)
    _, dossier = imported(rows("1,2022-09-14,50.5,10.9,x", "2,2022-09-14,50.512345,10.912345,x"))
    points = dossier.incidents.set_index("incident_id").geometry
    assert (points["1"].y, points["1"].x) == (50.5, 10.9)
    assert (points["2"].y, points["2"].x) == (50.512345, 10.912345)


def test_ids_of_the_dossier_are_never_replaced(imported, base):
    # (91): ids of an incident, an exclave, a hotspot, an event and a source, and columns named like layers
    taken = ["i1", base.hotspots["hotspot_id"].iloc[0], "e1", "s1", "AAA", "S1"]
    text = "id,date,lat,lon,country,sector_id,geometry_name\n"
    text += "".join(f"{one},2022-09-14,50.5,10.9,ZZZ,Z9,x\n" for one in taken)
    report, dossier = imported(text)
    assert report.accepted == len(taken)
    for name in ("countries", "boundaries", "hotspots", "events", "enclaves"):
        assert dossier.tables[name].equals(base.tables[name]), name
    assert set(dossier.incidents["country"]) == {"AAA"}
    assert set(dossier.incidents["country_as_given"]) == {"ZZZ"}
    assert "s1" in set(dossier.sources["source_id"])


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd"])
def test_unknown_key_or_area_of_an_address_is_named_literally(imported, payload):
    # (107)
    _, dossier = imported(rows("1,2022-09-14,50.5,10.9,x"))
    with pytest.raises(FilterError, match="area"):
        Filters.from_query(f"area={payload}", dossier)
    with pytest.raises(FilterError) as told:
        Filters.from_query(f"hotspot={payload}", dossier)
    assert payload in str(told.value)


def test_hostile_texts_of_a_file_stand_in_its_page_as_text_only(imported, tmp_path):
    # (105), before a browser: the page's own text has none of them
    evil = [
        "{{7*7}}",
        "</script><script>window.__pwned=1</script>",
        "{% raw",
        "`${1}`",
        "<img src=x onerror=1>",
    ]
    _, dossier = imported(rows(*(f'{n},2022-09-14,50.5,10.9,"{text}"' for n, text in enumerate(evil))))
    assert sorted(dossier.incidents["place"]) == sorted(evil)
    assert export.main([str(tmp_path / "out"), "-o", str(tmp_path / "x.html")]) == 0
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "window.__pwned" not in page.replace("&lt;script&gt;window.__pwned=1", "")
    assert "<img src=x" not in page


def test_report_of_rejected_rows_is_no_formula_and_no_markup(imported, tmp_path):
    # (106): what a table of rejected rows shows is the cell as it was, harmless in a spreadsheet
    cell = "=HYPERLINK(1)![](http://127.0.0.1:1/x.png)"
    report, _ = imported(rows("1,2022-09-14,50.5,10.9,x", f'2,"{cell}",50.5,10.9,x'))
    assert json.loads(json.dumps(report.to_json()))["rejected"][0]["value"] == cell
    lines = (tmp_path / "out" / "rejected.csv").read_text(encoding="utf-8")
    assert f"'{cell}" in lines
