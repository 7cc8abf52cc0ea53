"""Every format is read back by another reader: same ids, dates, texts and places."""

from __future__ import annotations

import io
import json
import tempfile
import xml.etree.ElementTree as ET
from datetime import date, datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from dossiers import small_descriptor, small_tables, write_dossier
from geo import Filters, read_dossier, read_query
from geo.briefing import Briefing
from geo.escape import plain_cell
from geo.licences import Withheld
from geo.manifest import build_manifest, is_sealed, parse_manifest
from geo.writers import TABLE_WRITERS, make_extract

RANGE = "start=2022-09-10&end=2022-09-20"
HOSTILE = (
    "=HYPERLINK(1)", "<b>&amp;</b>]]>", "{{7*7}} ${x} `y`", "'=1+1", "\t@x", "#REF!", "Өзгөн Ӯзбек Ҳиҷ",
    "</script><img src=x onerror=y>",
)  # fmt: skip
KML = "{http://www.opengis.net/kml/2.2}"


def make(dossier, suffix, *, query=RANGE):
    filters, state = read_query(query)
    briefing = Briefing(filters=filters, state=state)
    manifest = build_manifest(dossier, briefing, suffix=suffix)
    extract = make_extract(dossier, briefing, manifest=manifest, withheld=Withheld())
    return TABLE_WRITERS[suffix](extract)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    tables = small_tables()
    row = tables["incidents"][0]
    tables["incidents"] = [
        row
        | {"incident_id": f"x{n}", "title": text, "summary": text, "place": text, "Title": "twin", "fid": "9"}
        for n, text in enumerate(HOSTILE)
    ]
    tables["claims"] = [
        claim | {"subject_id": "x0", "as_published": HOSTILE[0]} for claim in tables["claims"]
    ]
    tables["accounts"] = [{**tables["accounts"][0], "subject_id": "x0", "account": HOSTILE[1]}]
    return read_dossier(write_dossier(tmp_path_factory.mktemp("d") / "hostile", tables=tables))


def titles_xlsx(content):
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["Incidents"].values)
    at = rows[0].index("title")
    return {row[0]: row[at] for row in rows[1:]}


def titles_by_gdal(content, suffix):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content)
        frame = gpd.read_file(path, layer="incidents" if suffix == ".gpkg" else 0)
    if frame.empty:
        return {}
    return dict(zip(frame["incident_id"], frame["title"], strict=True))


def titles_kml(content):
    marks = ET.fromstring(content).iter(f"{KML}Placemark")  # noqa: S314
    data = [{d.get("name"): d[0].text for d in mark.iter(f"{KML}Data")} for mark in marks]
    return {row["incident_id"]: row["title"] for row in data if "incident_id" in row}


def titles_of(content, suffix):
    if suffix == ".xlsx":
        return titles_xlsx(content)
    if suffix == ".parquet":
        table = pq.read_table(io.BytesIO(content)).to_pylist()
        return {row["incident_id"]: row["title"] for row in table}
    if suffix == ".kml":
        return titles_kml(content)
    if suffix == ".csv":
        frame = pd.read_csv(io.BytesIO(content), keep_default_na=False)
        return dict(zip(frame["incident_id"], frame["title"], strict=True))
    return titles_by_gdal(content, suffix)


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_same_ids_in_every_format(small, suffix):
    assert set(titles_of(make(small, suffix), suffix)) == {"i1", "i2", "i4"}


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_shipped_dossier_reads_back_alike(shipped, suffix):
    query = "start=2022-09-14&end=2022-09-20"
    expected = read_query(query)[0].apply(shipped).incidents
    titles = titles_of(make(shipped, suffix, query=query), suffix)
    assert titles == dict(zip(expected["incident_id"], expected["title"], strict=True))


@pytest.mark.parametrize("suffix", [s for s in TABLE_WRITERS if s != ".csv"])
def test_hostile_texts_are_literal(hostile, suffix):
    titles = titles_of(make(hostile, suffix, query=""), suffix)
    assert titles == {f"x{n}": text for n, text in enumerate(HOSTILE)}


def test_spreadsheet_runs_no_cell_of_a_csv_and_texts_come_back(hostile):
    titles = titles_of(make(hostile, ".csv", query=""), ".csv")
    assert not [text for text in titles.values() if text.lstrip()[:1] in "=+-@"]
    assert {key: plain_cell(text) for key, text in titles.items()} == {
        f"x{n}": text for n, text in enumerate(HOSTILE)
    }


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_empty_choice_is_written(small, suffix):
    assert titles_of(make(small, suffix, query="q=nothing+at+all"), suffix) == {}


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_same_bytes_twice(small, suffix):
    assert make(small, suffix) == make(small, suffix)


def test_workbook_runs_no_cell_and_keeps_dates_links_and_header(hostile):
    book = openpyxl.load_workbook(io.BytesIO(make(hostile, ".xlsx", query="")))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert book.sheetnames == [
        "Read me", "Incidents", "Claims", "Accounts", "Milestones", "Sources", "Manifest",
    ]  # fmt: skip
    sheet = book["Incidents"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "B2"
    assert sheet.cell(2, header.index("date_start") + 1).value == datetime(2022, 9, 14)  # noqa: DTZ001
    assert sheet.cell(2, header.index("licence") + 1).value == "CC BY 4.0"
    sources = book["Sources"]
    assert sources.cell(2, 5).hyperlink.target == "https://example.org/a"
    claims = list(book["Claims"].values)
    assert [row[2] for row in claims[1:]] == ["Alandic ministry", "Blandic ministry"]


def test_workbook_says_choice_counts_and_what_is_left_out(small):
    book = openpyxl.load_workbook(io.BytesIO(make(small, ".xlsx")))
    said = {row[0]: row[1] for row in book["Read me"].iter_rows(values_only=True)}
    assert said["Shows"] == "Incidents of 10–20 September 2022, all types; line as of 20 September 2022."
    assert "3 of 4 incidents shown" in said["Counts"]
    assert said["Left out"] == "1: no date"
    manifest = parse_manifest("\n".join(row[0] for row in book["Manifest"].iter_rows(values_only=True)))
    assert is_sealed(manifest)


def test_unknown_is_empty_and_never_zero(small):
    table = pq.read_table(io.BytesIO(make(small, ".parquet"))).to_pylist()
    row = next(row for row in table if row["incident_id"] == "i4")
    assert row["uncertainty_m"] is None
    assert row["geometry"] is None
    assert row["date_start"] == date(2022, 9, 16)


def test_geojson_follows_the_standard(small):
    document = json.loads(make(small, ".geojson"))
    assert "crs" not in document
    assert document["bbox"] == [10.9, 50.5, 11.2, 50.5]
    by_id = {feature["id"]: feature for feature in document["features"]}
    assert by_id["i1"]["geometry"] == {"type": "Point", "coordinates": [10.9, 50.5]}
    assert by_id["i4"]["geometry"] is None
    assert by_id["i1"]["properties"]["date_start"] == "2022-09-14"
    assert is_sealed(document["marchland"])


def test_geopackage_has_layers_metadata_and_styles(small, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(make(small, ".gpkg"))
    names = {name for name, _ in pyogrio.list_layers(path)}
    assert {"incidents", "hotspots", "enclaves", "boundaries", "countries", "claims", "sources"} <= names
    boundaries = gpd.read_file(path, layer="boundaries")
    assert list(boundaries["status"]) == ["disputed"]
    assert list(boundaries["licence"]) == ["CC BY 4.0"]
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert {"incidents", "boundaries"} <= set(styles["f_table_name"])
    for text in styles["styleQML"]:
        assert ET.fromstring(text).find("renderer-v2") is not None  # noqa: S314
    metadata = pyogrio.read_info(path, layer="incidents")["dataset_metadata"]
    assert is_sealed(parse_manifest(metadata["MARCHLAND_MANIFEST"]))
    incidents = gpd.read_file(path, layer="incidents")
    assert incidents.set_index("incident_id").loc["i1", "date_start"] == pd.Timestamp("2022-09-14")


# columns that QGIS makes and asks for when it looks for the styles of a GeoPackage
STYLE_COLUMNS = {
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML",
    "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
}  # fmt: skip
RENDERED = {"Point": "marker", "LineString": "line", "Polygon": "fill"}


def test_every_layer_of_a_geopackage_has_a_style_that_fits_it(shipped, tmp_path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(make(shipped, ".gpkg"))
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert set(styles.columns) >= STYLE_COLUMNS
    kinds = {name: kind for name, kind in pyogrio.list_layers(path) if kind is not None}
    assert sorted(styles["f_table_name"]) == sorted(kinds)
    for name, text in styles[["f_table_name", "styleQML"]].itertuples(index=False):
        info = pyogrio.read_info(path, layer=name)
        renderer = ET.fromstring(text).find("renderer-v2")  # noqa: S314
        assert renderer.get("attr") is None or renderer.get("attr") in info["fields"]
        plain = info["geometry_type"].removeprefix("Multi")
        assert {s.get("type") for s in renderer.iter("symbol")} == {RENDERED[plain]}
        named = {symbol.get("name") for symbol in renderer.iter("symbol")}
        assert {category.get("symbol") for category in renderer.iter("category")} <= named


# the order in which the schema of KML 2.2 lists what may stand in a feature
KML_ORDER = (
    "name", "visibility", "open", "author", "link", "address", "AddressDetails", "phoneNumber", "Snippet",
    "description", "LookAt", "Camera", "TimeStamp", "TimeSpan", "styleUrl", "Style", "StyleMap", "Region",
    "ExtendedData", "Point", "LineString", "Polygon", "MultiGeometry", "Placemark", "Folder",
)  # fmt: skip


def test_kml_keeps_the_schemas_order(shipped):
    root = ET.fromstring(make(shipped, ".kml", query="start=2022-09-14&end=2022-09-20"))  # noqa: S314
    features = [e for tag in ("Document", "Folder", "Placemark") for e in root.iter(f"{KML}{tag}")]
    assert features
    for feature in features:
        places = [KML_ORDER.index(child.tag.removeprefix(KML)) for child in feature]
        assert places == sorted(places)
    names = {style.get("id") for style in root.iter(f"{KML}Style")}
    assert {e.text.removeprefix("#") for e in root.iter(f"{KML}styleUrl")} <= names


def test_kml_has_time_spans_and_no_markup_in_balloons(hostile):
    root = ET.fromstring(make(hostile, ".kml", query=""))  # noqa: S314
    spans = [(span[0].text, span[1].text) for span in root.iter(f"{KML}TimeSpan")]
    assert spans == [("2022-09-14", "2022-09-14")] * len(HOSTILE)
    for description in root.iter(f"{KML}description"):
        assert "<" not in description.text
    assert b"http://" not in make(hostile, ".kml", query="").replace(b"http://www.opengis.net/kml/2.2", b"")


def test_kml_is_read_by_gdal(shipped, tmp_path):
    path = tmp_path / "a.kml"
    path.write_bytes(make(shipped, ".kml", query="start=2022-09-14&end=2022-09-20"))
    layers = [name for name, _ in pyogrio.list_layers(path)]
    assert "Shelling" in layers
    assert "Enclaves" in layers


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path):
    tables = small_tables()
    tables["incidents"][0]["title"] = "a\x0bb\x00c"
    dossier = read_dossier(write_dossier(tmp_path / "d", tables=tables))
    for suffix in (".xlsx", ".kml"):
        assert titles_of(make(dossier, suffix), suffix)["i1"] == "a\ufffdb\ufffdc"
    for suffix in (".gpkg", ".parquet", ".geojson"):
        assert titles_of(make(dossier, suffix), suffix)["i1"].startswith("a\x0bb")


def test_row_keeps_its_own_licence(tmp_path):
    tables = small_tables()
    tables["incidents"][0] |= {"licence": "Own terms", "attribution": "Elsewhere"}
    dossier = read_dossier(write_dossier(tmp_path / "d", tables=tables, descriptor=small_descriptor()))
    rows = {
        row["incident_id"]: row for row in pq.read_table(io.BytesIO(make(dossier, ".parquet"))).to_pylist()
    }
    assert (rows["i1"]["licence"], rows["i1"]["attribution"]) == ("Own terms", "Elsewhere")
    assert rows["i2"]["licence"] == "CC BY 4.0"


def test_milestones_of_the_dates_alone(shipped):
    filters = Filters(start=date(2025, 3, 1), end=date(2025, 3, 31))
    briefing = Briefing(filters=filters)
    manifest = build_manifest(shipped, briefing, suffix=".xlsx")
    rows = make_extract(shipped, briefing, manifest=manifest, withheld=Withheld()).milestones()
    assert 0 < len(rows) < 20
    # one that ran on from earlier belongs too
    assert (rows["date_start"] <= "2025-03-31").all()
    assert (rows["date_end"].fillna(rows["date_start"]) >= "2025-03-01").all()


@pytest.mark.parametrize("suffix", TABLE_WRITERS)
def test_dossier_of_incidents_and_sources_alone_is_written(tmp_path, suffix):
    tables = {name: rows for name, rows in small_tables().items() if name in ("incidents", "sources")}
    for row in tables["incidents"]:
        row |= {"event_id": None, "hotspot_id": None}
    dossier = read_dossier(write_dossier(tmp_path / "d", tables=tables))
    assert set(titles_of(make(dossier, suffix), suffix)) == {"i1", "i2", "i4"}
