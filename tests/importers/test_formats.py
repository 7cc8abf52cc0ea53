"""Every format gives the same incidents; what a format has besides rows is said."""

import io
import json
import sqlite3
import zipfile
from datetime import date, datetime

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from samples import plain_rows, to_csv

KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>One</name>
{extra}
<Placemark id="1"><name>Shots</name><TimeStamp><when>2022-09-14</when></TimeStamp><ExtendedData>
<Data name="type"><value>shooting</value></Data></ExtendedData><Point><coordinates>10.9,50.5,0</coordinates></Point></Placemark>
<Placemark id="2"><name>Fire</name><TimeSpan><begin>2022-09</begin><end>2022-10</end></TimeSpan></Placemark>
</Folder></Document></kml>"""
GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">
<wpt lat="50.5" lon="10.9"><name>Shots</name><time>2022-09-14T21:00:00Z</time></wpt>
<rte><name>R</name><rtept lat="50.6" lon="10.9"/></rte><trk><trkseg><trkpt lat="50.7" lon="10.9"/></trkseg></trk></gpx>"""


def frame():
    rows = pd.DataFrame(plain_rows()).drop(columns=["lat", "lon"])
    return gpd.GeoDataFrame(rows, geometry=gpd.points_from_xy([10.9, 10.9], [50.5, 50.6]), crs="EPSG:4326")


def written(tmp_path, name, **options):
    path = tmp_path / name
    frame().to_file(path, **options)
    return path.read_bytes()


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def shapefile(tmp_path, leave_out=()):
    folder = tmp_path / "shape"
    folder.mkdir(exist_ok=True)
    frame().to_file(folder / "a.shp")
    return zipped({p.name: p.read_bytes() for p in folder.iterdir() if p.suffix not in leave_out})


def workbook(rows, **attributes):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for name, value in attributes.items():
        setattr(book, name, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def table_rows():
    rows = plain_rows()
    return [list(rows[0]), *([row[key] for key in row] for row in rows)]


@pytest.mark.parametrize("name", ["a.csv", "a.geojson", "a.gpkg", "a.zip", "a.parquet", "a.xlsx"])
def test_every_format_gives_the_same_incidents(read, tmp_path, name):
    content = {
        "a.csv": lambda: to_csv(plain_rows()).encode(),
        "a.geojson": lambda: written(tmp_path, "f.geojson"),
        "a.gpkg": lambda: written(tmp_path, "f.gpkg"),
        "a.zip": lambda: shapefile(tmp_path),
        "a.parquet": lambda: (
            frame().to_parquet(tmp_path / "f.parquet") or (tmp_path / "f.parquet").read_bytes()
        ),
        "a.xlsx": lambda: workbook(table_rows()),
    }[name]()
    got = read(content, name)
    assert got.refused is None
    assert got.rows["incident_id"].tolist() == ["1", "2"]
    assert got.rows["date_start"].astype(str).tolist() == ["2022-09-14", "2022-09-15"]
    assert got.rows[["longitude", "latitude"]].to_numpy().tolist() == [[10.9, 50.5], [10.9, 50.6]]
    assert got.rows["incident_type"].tolist() == ["shooting"] * 2
    assert got.rows["place"].tolist() == ["Somewhere"] * 2
    assert got.rows["import_row"].tolist() == [2, 3]


def test_kml_placemarks_with_folder_data_and_partial_dates(read):
    got = read(KML.format(extra=""), "a.kml")
    assert got.rows["title"].tolist() == ["Shots", "Fire"]
    assert got.rows["incident_type"].tolist() == ["shooting", "unspecified"]
    assert got.rows["date_precision"].tolist() == ["day", "month"]
    assert str(got.rows["date_end"][1]) == "2022-10-31"
    assert got.rows["longitude"].notna().tolist() == [True, False]
    assert got.rows["folder"].tolist() == ["One", "One"]


def test_kmz_says_what_it_does_not_read(read):
    extra = (
        "<NetworkLink><Link><href>http://example.org/a.kml</href></Link></NetworkLink>"
        "<GroundOverlay><Icon><href>http://example.org/a.png</href></Icon></GroundOverlay>"
    )
    got = read(zipped({"doc.kml": KML.format(extra=extra), "files/a.png": b"x"}), "a.kmz")
    assert got.outcome.accepted == 2
    for words in ("NetworkLink", "overlaid", "not fetched", "files/a.png"):
        assert words in got.said or words == "overlaid"
    assert "Pictures laid over the ground" in got.said


def test_gpx_names_its_layers_and_reads_the_one_asked_for(read):
    got = read(GPX, "a.gpx")
    assert got.outcome.accepted == 1
    assert "waypoints (1), route_points (1), track_points (1)" in got.said
    assert str(got.rows["date_start"][0]) == "2022-09-14"
    assert read(GPX, "a.gpx", layer="track_points").rows["latitude"].tolist() == [50.7]
    assert "waypoints" in read(GPX, "a.gpx", layer="nothing").refused[1]


def test_workbook_with_dates_title_rows_and_other_sheets(read):
    rows = table_rows()
    rows[1][1], rows[2][1] = datetime(2022, 9, 14), date(2022, 9, 15)  # noqa: DTZ001
    got = read(workbook([["A title"], [], *rows]), "a.xlsx")
    assert got.rows["date_start"].astype(str).tolist() == ["2022-09-14", "2022-09-15"]
    assert "line 3" in got.warned["assumed-header"].message
    assert got.rows["import_row"].tolist() == [2, 3]


def test_workbook_of_the_1904_epoch(read):
    rows = table_rows()
    rows[1][1] = 43_356
    got = read(workbook(rows, epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904), "a.xlsx")
    assert str(got.rows["date_start"][0]) == "2022-09-14"
    assert "date-serial" in got.warned


def test_workbook_sheet_is_chosen_and_hidden_ones_are_named(read):
    book = openpyxl.load_workbook(io.BytesIO(workbook(table_rows())))
    other = book.create_sheet("Other")
    for row in table_rows()[:2]:
        other.append(row)
    book.create_sheet("Secret").sheet_state = "hidden"
    other.merge_cells("A5:B5")
    file = io.BytesIO()
    book.save(file)
    first = read(file.getvalue(), "a.xlsx")
    assert first.outcome.accepted == 2
    assert "Other" in first.warned["assumed-sheet"].message
    assert "Secret" in first.warned["hidden-sheet"].message
    second = read(file.getvalue(), "a.xlsx", sheet="Other")
    assert second.outcome.accepted == 1
    assert second.warned["merged-cells"].count == 1
    assert "Sheet, Other" in read(file.getvalue(), "a.xlsx", sheet="None").refused[1]


def test_geopackage_reads_tables_only_and_names_damaged_geometry(read, tmp_path):
    written(tmp_path, "f.gpkg", layer="one")
    frame().to_file(tmp_path / "f.gpkg", layer="two")
    with sqlite3.connect(tmp_path / "f.gpkg") as connection:
        connection.execute("DROP TRIGGER IF EXISTS rtree_one_geom_update1")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE one SET geom = x'00112233' WHERE fid = 2")
        connection.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('endless', 'features', 'e')"
        )
    connection.close()
    content = (tmp_path / "f.gpkg").read_bytes()
    got = read(content, "a.gpkg")
    assert [(r.row, r.code) for r in got.outcome.rejected] == [(3, "geometry")]
    assert "one, two" in got.warned["assumed-layer"].message
    assert read(content, "a.gpkg", layer="two").outcome.accepted == 2
    assert "endless" not in read(content, "a.gpkg", layer="endless").refused[1].partition("Its layers")[2]


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_shapefile_without_a_part_names_it(read, tmp_path, part):
    assert part in read(shapefile(tmp_path, leave_out=(part,)), "a.zip").refused[1]


def test_shapefile_without_a_reference_system_is_asked_for_it(read, tmp_path):
    content = shapefile(tmp_path, leave_out=(".prj",))
    assert "--crs" in read(content, "a.zip").refused[1]
    assert read(content, "a.zip", crs="EPSG:4326").outcome.accepted == 2


@pytest.mark.parametrize("kind", ["gpkg", "zip", "parquet", "geojson"])
def test_stated_reference_system_is_followed_and_said(read, tmp_path, kind):
    metric = frame().to_crs("EPSG:32632")
    if kind == "zip":
        (tmp_path / "m").mkdir()
        metric.to_file(tmp_path / "m" / "a.shp")
        content = zipped({p.name: p.read_bytes() for p in (tmp_path / "m").iterdir()})
    elif kind == "parquet":
        metric.to_parquet(tmp_path / "m.parquet")
        content = (tmp_path / "m.parquet").read_bytes()
    elif kind == "geojson":
        document = json.loads(metric.to_json())
        document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}
        content = json.dumps(document).encode()
    else:
        metric.to_file(tmp_path / "m.gpkg")
        content = (tmp_path / "m.gpkg").read_bytes()
    got = read(content, f"a.{kind}")
    assert got.rows["longitude"].tolist() == pytest.approx([10.9, 10.9], abs=1e-7)
    assert got.rows["latitude"].tolist() == pytest.approx([50.5, 50.6], abs=1e-7)
    assert "assumed-crs" in got.warned
