"""Whatever a table holds: rows in = accepted + rejected, no error but our own, and exports come back as they were."""

import json
import os
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formats import GPX, KML, frame, shapefile, table_rows, workbook, zipped

import export
from dossiers import incident, small_tables, write_dossier
from geo import incidents_to_csv, read_dossier
from geo.errors import IngestError
from geo.importers.contract import Options
from geo.importers.files import InputFile, import_files
from geo.importers.read import Job, read_file, run_job
from samples import AREA, KNOWN, acled_rows, plain_rows, to_csv, ucdp_rows

# `make fuzz` raises this
EXAMPLES = int(os.environ.get("MARCHLAND_FUZZ_EXAMPLES", "100"))
relaxed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

NAMES = [
    "id",
    "date",
    "lat",
    "lon",
    "LATITUDE",
    "широта",
    "place",
    "type",
    "x",
    "Date ",
    "note",
    "",
    "geometry",
    "event_date",
]
odd = st.sampled_from(
    "nan inf -inf 1e400 NaT None NA 0 -0 90 180.0000001 50,5 1.234,5 45000 20240304 2024 2024-03 Q1_2024 31/12/2024 12/31/2024 "
    "1/2/2024 2024-02-30 =1+1 'x 39°51'30\"N 9007199254740993 00123 true \u202e \u200d \ud800 POINT(1_2)".replace(
        "\ud800", "\ufffd"
    ).split()
).map(lambda text: text.replace("_", " "))
good = st.sampled_from(["2022-09-14", "50.5", "10.9", "shooting", "Somewhere"])
cells = (
    st.text(max_size=12) | odd | good | st.floats().map(str) | st.integers().map(str) | st.dates().map(str)
)
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1251", "latin-1"])


@st.composite
def tables(draw):
    """Make the bytes of a table with mixed cells, any separator and encoding, and rows of wrong lengths."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=7))
    rows = draw(st.lists(st.lists(cells, min_size=len(names), max_size=len(names)), max_size=12))
    if draw(st.booleans()) and rows:
        rows[-1] = draw(st.lists(cells, max_size=9))
    separator = draw(st.sampled_from(",;\t|"))
    lines = [separator.join(_quoted(cell, separator) for cell in row) for row in [names, *rows]]
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    return text.encode(draw(encodings), "replace")


def _quoted(cell, separator):
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & {separator, '"', "\n", "\r"} else cell


def read(content, name, **options):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(content)
        outcome = read_file(path, Options(**options), Job(name, Path(folder), "s", AREA, KNOWN))
        parts = [pq.read_table(part) for part in outcome.parts]
        return outcome, pa.concat_tables(parts).to_pylist() if parts else []


@relaxed
@given(tables(), st.booleans(), st.sampled_from(["", "dmy", "mdy"]))
def test_rows_in_are_accepted_or_rejected_and_nothing_else_is_raised(content, no_position, date_order):
    try:
        outcome, rows = read(content, "a.csv", no_position=no_position, date_order=date_order)
    except IngestError:
        return
    assert outcome.rows_in == outcome.accepted + len(outcome.rejected)
    assert len(rows) == outcome.accepted
    assert len({row["incident_id"] for row in rows}) == len(rows)
    for one in outcome.rejected:
        assert one.row >= 1
        assert one.code
        assert one.message
    for row in rows:
        assert row["date_start"] is None or row["date_precision"]
        assert row["latitude"] is None or (abs(row["latitude"]) <= 90 and abs(row["longitude"]) <= 180)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give a good file of every format."""
    folder = tmp_path_factory.mktemp("good")
    frame().to_parquet(folder / "f.parquet")
    frame().to_file(folder / "f.gpkg")
    return {
        "csv": to_csv(plain_rows()).encode(),
        "acled.csv": to_csv(acled_rows()).encode(),
        "ucdp.csv": to_csv(ucdp_rows()).encode(),
        "geojson": frame().to_json().encode(),
        "kml": KML.format(extra="").encode(),
        "gpx": GPX.encode(),
        "kmz": zipped({"doc.kml": KML.format(extra="")}),
        "xlsx": workbook(table_rows()),
        "zip": shapefile(folder),
        "gpkg": (folder / "f.gpkg").read_bytes(),
        "parquet": (folder / "f.parquet").read_bytes(),
    }


@pytest.mark.parametrize(
    "kind", ["csv", "acled.csv", "ucdp.csv", "geojson", "kml", "gpx", "kmz", "xlsx", "zip", "gpkg", "parquet"]
)
@settings(relaxed, max_examples=max(EXAMPLES // 8, 5))
@given(data=st.data())
def test_flipped_or_cut_bytes_end_in_a_report_within_5_seconds(files, kind, data):
    content = bytearray(files[kind])
    for _ in range(data.draw(st.integers(0, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "input").write_bytes(content)
        job = {"name": f"a.{kind}", "source_id": "s", "area": None, "known": {}, "write": True, "options": {}}
        result = json.loads(run_job(Path(folder), job, progress=lambda _step, _rows: None))
    assert time.monotonic() - start < 5
    if "refused" in result:
        assert all(result["refused"])
    else:
        assert result["rows_in"] == result["accepted"] + len(result["rejected"])


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20
).filter(lambda text: text.strip() == text and text) | st.sampled_from(
    ["=1+1", "'=1", "''@x", "-", "+7", 'a, "b"; c', "NA", "'", "№ 5"]
)
coordinates = st.floats(-179, 179, allow_nan=False).filter(bool)


@settings(relaxed, max_examples=max(EXAMPLES // 10, 5))
@given(
    st.lists(
        st.tuples(
            texts, texts, st.dates().filter(lambda day: 1600 < day.year < 2099), coordinates, coordinates
        ),
        min_size=1,
        max_size=6,
    )
)
def test_export_read_back_is_the_same(rows):
    tables = small_tables()
    tables["incidents"] = [
        incident(f"k{number}", day.isoformat(), title=title, place=place, lat=y / 2, lon=x)
        for number, (title, place, day, x, y) in enumerate(rows)
    ]
    tables["claims"], tables["accounts"] = [], []
    del tables["claims"], tables["accounts"]
    with tempfile.TemporaryDirectory() as folder:
        before = read_dossier(write_dossier(Path(folder) / "d", tables=tables)).incidents
        text = incidents_to_csv(read_dossier(Path(folder) / "d"))
    outcome, after = read(text.encode(), "export.csv")
    assert outcome.rejected == ()
    by_id = {row["incident_id"]: row for row in after}
    for _, row in before.iterrows():
        back = by_id[row["incident_id"]]
        assert (back["title"], back["place"]) == (row["title"], row["place"])
        assert str(back["date_start"]) == str(row["date_start"].date())
        assert back["longitude"] == pytest.approx(row.geometry.x, abs=1e-9)
        assert back["latitude"] == pytest.approx(row.geometry.y, abs=1e-9)


def test_exported_incidents_imported_again_keep_claims_events_and_columns(tmp_path):
    base = read_dossier(write_dossier(tmp_path / "base"))
    (tmp_path / "export.csv").write_text(incidents_to_csv(base), encoding="utf-8", newline="")
    result = import_files([InputFile(tmp_path / "export.csv")], base=base, out=tmp_path / "again")
    assert result.complete
    again = read_dossier(tmp_path / "again")
    columns = [c for c in base.incidents.columns if c not in {"geometry", "source_ids", "claims_differ"}]
    one = base.incidents.sort_values("incident_id")[columns].reset_index(drop=True).astype(object)
    two = again.incidents.sort_values("incident_id")[columns].reset_index(drop=True).astype(object)
    assert one.where(one.notna(), None).equals(two.where(two.notna(), None))
    assert len(again.claims) == len(base.claims)
    assert len(again.accounts) == len(base.accounts)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_time_zone_of_the_server_does_not_matter(monkeypatch, zone):
    rows = [
        *plain_rows(date="2022-09-14T23:30:00+12:00"),
        plain_rows(date="45000")[0],
        plain_rows(date="2022-09-14 00:10")[0],
    ]
    content = to_csv(rows).encode()
    _, here = read(content, "a.csv")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        _, there = read(content, "a.csv")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert here == there


@pytest.mark.parametrize("suffix", ["csv", "geojson", "gpkg", "xlsx", "parquet"])
def test_every_export_of_the_default_dossier_comes_back(shipped, tmp_path, suffix):
    path = tmp_path / f"export.{suffix}"
    assert export.main([str(shipped.path), "-o", str(path)]) == 0
    _, rows = read(path.read_bytes(), path.name)
    back = {row["incident_id"]: row for row in rows}
    assert len(back) == len(shipped.incidents)
    for _, row in shipped.incidents.iterrows():
        again = back[row["incident_id"]]
        assert again["title"] == row["title"]
        assert (again["date_start"] is None) == row["date_start"].__class__.__name__.startswith("NaT")
        if row.geometry is not None:
            assert again["longitude"] == pytest.approx(row.geometry.x, abs=1e-9)
            assert again["latitude"] == pytest.approx(row.geometry.y, abs=1e-9)
