"""Bad files beyond the list: each found a fault once, or shows that the general rule holds."""

import io
import json
import sqlite3
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_formats import KML, frame, shapefile, table_rows, workbook, zipped
from test_hostile import check_accepted, collection, feature, point, rows

GOOD = "1,2022-09-14,50.5,10.9,x"
MARK = "<Placemark><name>x</name><Point><coordinates>{}</coordinates></Point></Placemark>"


def kml(body):
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'
    )


def parquet(columns, **metadata):
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    file = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata or None), file)
    return file.getvalue()


def geo(column="geometry"):
    return json.dumps({"version": "1.0", "primary_column": column, "columns": {column: {"encoding": "WKB"}}})


POINTS = {"id": ["1"], "lat": [50.5], "lon": [10.9]}
# name of the case: (file name, content, options, words of the refusal)
REFUSED = {
    "zero byte beyond the first block": ("a.csv", rows(*[GOOD] * 4_000, "2,2022-09-14,50.5,10.9,a\0b"), {}, "zero bytes (byte 1"),
    "utf-32 without a mark": ("a.csv", rows(GOOD).encode("utf-32-le"), {}, "zero bytes"),
    "koi8-r": ("a.csv", rows("1,2022-09-14,50.5,10.9,Крым и горы").encode("koi8-r"), {}, "koi8-r reads “1,2022-09-14,50.5,10.9,Крым и горы”"),
    "gb18030": ("a.csv", rows("1,2022-09-14,50.5,10.9,北京市朝阳区的一个地方和另一个地方").encode("gb18030"), {}, "gb18030"),
    "utf-8 and windows-1251 in one file": ("a.csv", rows("1,2022-09-14,50.5,10.9,Ворух").encode() + "2,2022-09-14,50.5,10.9,Ворух\n".encode("cp1251"), {}, "not UTF-8 (byte"),
    "half characters as three bytes": ("a.csv", rows(GOOD).encode()[:-1] + b"\xed\xa0\x80\n", {}, "not UTF-8"),
    "column names alike in nfc": ("a.csv", rows("1,2022-09-14,50.5,10.9,x,y", head="id,date,lat,lon,é,e\u0301\n"), {}, "two columns"),
    "column name of a megabyte": ("a.csv", "x" * 1_000_000 + ",date,lat,lon\n" + GOOD[:-2] + "\n", {}, "1,000,000 characters"),
    "no header": ("a.csv", "1,2022-09-14,50.5,10.9,x\n2,2022-09-15,50.6,10.9,y\n", {}, "data in its first row"),
    "header below the first twenty rows": ("a.csv", "note\n" * 24 + rows(GOOD), {}, "one column"),
    "separated by spaces": ("a.csv", "id date lat lon\n1 2022-09-14 50.5 10.9\n", {}, "one column"),
    "one line without an end": ("a.csv", b"x" * 20_000_000, {}, "nothing that can be read"),
    "system of the earth's centre": ("a.csv", rows(GOOD), {"crs": "EPSG:4978"}, "not of a map"),
    "system that names a file": ("a.csv", rows(GOOD), {"crs": "@/etc/passwd"}, "not known"),
    "system with a grid file": ("a.csv", rows(GOOD), {"crs": "+proj=pipeline +step +proj=hgridshift +grids=/etc/passwd"}, "not"),
    "system at an address": ("a.csv", rows(GOOD), {"crs": "https://example.org/x.prj"}, "not known"),
    "easting and northing": ("a.csv", rows("1,2022-09-14,634000,5594000,x", head="id,date,easting,northing,place\n"), {}, "--crs"),
    "mercator metres": ("a.csv", rows("1,2022-09-14,1213382,6529000,x", head="id,date,x,y,place\n"), {}, "projected metres"),
    "crs member of lists": ("a.geojson", collection(feature(point(10, 50)), crs={"type": "name", "properties": ["x"]}), {}, "“crs” member without a name"),
    "crs member that links": ("a.geojson", collection(feature(point(10, 50)), crs={"type": "link", "properties": {"href": "http://127.0.0.1:1/"}}), {}, "“crs” member without a name"),
    "text after the document": ("a.geojson", collection(feature(point(10, 50))) + "x", {}, "no JSON"),
    "script around the document": ("a.geojson", f"call({collection(feature(point(10, 50)))})", {}, "plain text"),
    "three thousand properties": ("a.geojson", collection(feature(point(10, 50), **{f"k{n}": n for n in range(3_000)})), {}, "3,000 columns"),
    "collections in collections": ("a.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":' + '{"type":"GeometryCollection","geometries":[' * 900 + "null" + "]}" * 900 + "}]}", {}, "nested"),
    "kml of links only": ("a.kml", kml("<NetworkLink><Link><href>http://127.0.0.1:1/</href></Link></NetworkLink>"), {}, "NetworkLink) are not followed"),
    "kml with an entity of html": ("a.kml", kml("<Placemark><name>&nbsp;</name></Placemark>"), {}, "undefined entity"),
    "kml of an unknown encoding": ("a.kml", kml("").replace('"1.0"', '"1.0" encoding="evil"'), {}, "damaged XML"),
    "kmz out of its folder": ("a.kmz", zipped({"../doc.kml": kml("")}), {}, "../doc.kml"),
    "kmz bomb": ("a.kmz", zipped({"doc.kml": b"<kml>" + b" " * 50_000_000 + b"</kml>"}), {}, "unpacks"),
    "kmz in kmz": ("a.kmz", zipped({"a.kmz": zipped({"doc.kml": kml("")})}), {}, "zip in a zip"),
    "opendocument": ("a.xlsx", zipped({"mimetype": "x", "content.xml": "<x/>"}), {}, "OpenDocument"),
    "xlsb": ("a.xlsx", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"x"}), {}, "binary workbook"),
    "web page named xlsx": ("a.xlsx", b"<html><table></table></html>", {}, "web page"),
    "parquet whose geometry is not there": ("a.parquet", parquet(POINTS, geo=geo("none")), {}, "damaged Parquet"),
    "parquet whose geometry is no json": ("a.parquet", parquet(POINTS, geo="{"), {}, "damaged Parquet"),
    "parquet with a column twice": ("a.parquet", parquet(pa.table([["1"], [1.0], [2.0]], names=["id", "lat", "lat"])), {}, "two columns “lat”"),
    "parquet of one text a thousand times": ("a.parquet", parquet(pa.table({"id": pa.array(["x" * 1_000_000] * 2_000).dictionary_encode(), "lat": [50.5] * 2_000, "lon": [10.9] * 2_000})), {}, "unpacks more than 100 times"),
    "parquet of too many rows": ("a.parquet", parquet({"id": ["1"] * 1_000_001, "lat": [1.0] * 1_000_001, "lon": [1.0] * 1_000_001}), {}, "1,000,001 rows"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused_in_a_sentence(read, case):
    name, content, options, words = REFUSED[case]
    got = read(content, name, **options)
    assert got.refused is not None, got.said
    assert words in got.refused[1]


# name of the case: (file name, content, options, rows rejected, code of a warning or rejection, words)
ACCEPTED = {
    "line ends of three kinds": ("a.csv", b"id,date,lat,lon\r\n1,2022-09-14,50.5,10.9\n2,2022-09-15,50.6,10.9\r3,2022-09-16,50.7,10.9\r\n", {}, [], None, ""),
    "mark of utf-8": ("a.csv", b"\xef\xbb\xbf" + rows(GOOD).encode(), {}, [], None, ""),
    "mark of utf-16, the other way round": ("a.csv", b"\xfe\xff" + rows("1,2022-09-14,50.5,10.9,Ворух").encode("utf-16-be"), {}, [], "assumed-encoding", "utf-16"),
    "mark of utf-32": ("a.csv", rows("1,2022-09-14,50.5,10.9,Ворух").encode("utf-32"), {}, [], "assumed-encoding", "utf-32"),
    "gb18030 stated": ("a.csv", rows("1,2022-09-14,50.5,10.9,北京市").encode("gb18030"), {"encoding": "gb18030"}, [], "assumed-encoding", "gb18030"),
    "quotation mark inside a cell": ("a.csv", rows('1,2022-09-14,50.5,10.9,5" gun'), {}, [], None, ""),
    "quotes escaped by a backslash": ("a.csv", rows('1,2022-09-14,50.5,10.9,"a \\"b\\" c"', GOOD), {}, [2], "row-unreadable", "row 2"),
    "cell of more than ten million": ("a.csv", rows("1,2022-09-14,50.5,10.9," + "x" * 10_000_001, GOOD), {}, [2], "row-unreadable", "row 2"),
    "unnamed columns with values at the end": ("a.csv", rows("1,2022-09-14,50.5,10.9,x,y", head="id,date,lat,lon,,\n"), {}, [], "unnamed-column", "column_6"),
    "units under the header": ("a.csv", rows(",YYYY-MM-DD,deg,deg,", GOOD), {}, [2], "date-unreadable", "YYYY-MM-DD"),
    "footnote": ("a.csv", rows(GOOD, "Source: somebody"), {}, [3], "cell-count", "row 3"),
    "end mark of dos": ("a.csv", rows(GOOD) + "\x1a", {}, [3], "cell-count", "row 3"),
    "formula for a day": ("a.csv", rows("1,=TODAY(),50.5,10.9,x"), {}, [2], "date-unreadable", "=TODAY()"),
    "formula for a latitude": ("a.csv", rows("1,2022-09-14,=1+49,10.9,x"), {}, [2], "coordinate-unreadable", "=1+49"),
    "no such hour": ("a.csv", rows("1,2022-09-14T99:99:99,50.5,10.9,x", "2,2022-09-14T24:00:00,50.5,10.9,x", "3,2022-09-14T23:59:60Z,50.5,10.9,x"), {}, [2], "date-unreadable", "99:99"),
    "seconds since 1970": ("a.csv", rows("1,1663200000,50.5,10.9,x"), {}, [2], "date-unreadable", "1663200000"),
    "years of two digits": ("a.csv", rows("1,13/09/22,50.5,10.9,x", "2,14/09/69,50.5,10.9,x"), {}, [], "date-short-year", "1969 to 2068"),
    "month of two digits in words": ("a.csv", rows("1,16-Feb-21,50.5,10.9,x"), {}, [], "date-short-year", "1969 to 2068"),
    "year as a decimal": ("a.csv", rows("1,2022.0,50.5,10.9,x"), {}, [], None, ""),
    "month 13": ("a.csv", rows("1,2022-13,50.5,10.9,x"), {}, [2], "date-unreadable", "2022-13"),
    "day numbers of nearly nothing": ("a.csv", rows("1,60,50.5,10.9,x", "2,1,50.5,10.9,x"), {}, [2, 3], "date-unreadable", "60"),
    "two days in a cell": ("a.csv", rows("1,14-16 September 2022,50.5,10.9,x"), {}, [2], "date-unreadable", "14-16"),
    "digits of other scripts": ("a.csv", rows("1,٢٠٢٢-٠٩-١٤,٥٠.٥,１０.９,x"), {}, [], None, ""),
    "minus signs of a word processor": ("a.csv", rows("1,2022-09-14,−50.5,–10.9,x"), {}, [], None, ""),
    "separators of thousands": ("a.csv", "id;date;lat;lon\n1;2022-09-14;50.500.123;10,9\n2;2022-09-14;50 500;10,9\n", {}, [2, 3], "coordinate-unreadable", "50.500.123"),
    "grid reference": ("a.csv", rows("1,2022-09-14,32UPB3400094000,10.9,x"), {}, [2], "coordinate-unreadable", "MGRS"),
    "text that is no geometry": ("a.csv", rows('1,2022-09-14,"POINT (10.9 50.5)",x', "2,2022-09-14,POINT (nan nan),x", "3,2022-09-14,POINT EMPTY,x", "4,2022-09-14,here,x", head="id,date,wkt,place\n"), {}, [3, 5], "unlocated", "no numbers"),
    "both coordinates nan": ("a.geojson", collection(feature(point(float("nan"), float("nan"))), feature(point(10, 50))), {}, [2], "coordinate-unreadable", "row 2"),
    "coordinates true and false": ("a.geojson", collection(feature(point(True, False))), {}, [2], "geometry", "true or false"),
    "coordinate of four hundred digits": ("a.geojson", collection(feature(point(10, 50))).replace("[10,", "[" + "9" * 400 + ","), {}, [2], "coordinate-unreadable", "row 2"),
    "id of ten thousand digits": ("a.geojson", collection(feature(point(10, 50), id=7)).replace("7", "9" * 10_000), {}, [], "undated", ""),
    "property name of half a character": ("a.geojson", collection(feature(point(10, 50), x="1")).replace('"x"', '"\\ud800"'), {}, [], "undated", ""),
    "property named like a column of ours": ("a.geojson", collection(feature(point(10, 50), x="1")).replace('"x"', '"\\u0000row"'), {}, [], "undated", ""),
    "property names with spaces": ("a.geojson", collection(feature(point(10, 50), **{" date ": "2022-09-14"})), {}, [], None, ""),
    "ring of two points": ("a.geojson", collection(feature({"type": "Polygon", "coordinates": [[[10, 50], [11, 50], [10, 50]]]})), {}, [], "invalid-shape", "not valid"),
    "one coordinate": ("a.geojson", collection(feature(point(10.9)), feature(point(10, 50))), {}, [2], "geometry", "row 2"),
    "kml without numbers": ("a.kml", kml(MARK.format("nan,nan") + MARK.format("1e400,50") + MARK.format("10,50")), {}, [2, 3], "coordinate-unreadable", "row 3"),
    "kml with a stylesheet and an include": ("a.kml", kml('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>' + MARK.format("10,50")), {}, [], "undated", ""),
    "gpx without numbers": ("a.gpx", '<gpx><wpt lat="nan" lon="nan"/><wpt/><wpt lat="50" lon="10"/></gpx>', {}, [2, 3], "coordinate-unreadable", "row 2"),
    "parquet whose geometry is text": ("a.parquet", parquet({"id": ["1"], "geometry": ["POINT (1 1)"]}, geo=geo()), {}, [2], "geometry", "row 2"),
    "parquet whose geometry is junk": ("a.parquet", parquet({"id": ["1"], "geometry": [b"junk"]}, geo=geo()), {}, [2], "geometry", "row 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", ACCEPTED)
def test_file_is_accepted_and_what_is_odd_is_said(read, case):
    check_accepted(read, ACCEPTED[case])


def test_values_are_kept_as_they_were(read):
    def rows_of(case):
        name, content, options, *_ = ACCEPTED[case]
        return read(content, name, **options).rows

    assert rows_of("property names with spaces")["date_start"].astype(str).tolist() == ["2022-09-14"]
    assert rows_of("id of ten thousand digits")["incident_id"].tolist() == ["9" * 10_000]
    assert rows_of("years of two digits")["date_start"].astype(str).tolist() == ["2022-09-13", "1969-09-14"]
    assert rows_of("year as a decimal")["date_precision"].tolist() == ["year"]
    signs = rows_of("minus signs of a word processor").iloc[0]
    assert (signs["latitude"], signs["longitude"]) == (-50.5, -10.9)
    digits = rows_of("digits of other scripts").iloc[0]
    assert (digits["latitude"], digits["longitude"]) == (50.5, 10.9)
    assert rows_of("unnamed columns with values at the end")["column_6"].tolist() == ["y"]
    for case in ("property name of half a character", "property named like a column of ours"):
        assert "1" in rows_of(case).iloc[0].astype(str).tolist()


def test_files_that_macos_adds_to_a_zip_are_no_layers(read, tmp_path):
    with zipfile.ZipFile(io.BytesIO(shapefile(tmp_path))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    got = read(zipped({"__MACOSX/._a.shp": b"junk", "._a.shp": b"junk", **members}), "a.zip")
    assert got.outcome.accepted == 2
    both = zipped({"__MACOSX/._doc.kml": b"junk", "doc.kml": KML.format(extra="")})
    assert read(both, "a.kmz").outcome.accepted == 2


def damaged_shapes(tmp_path, name, change):
    with zipfile.ZipFile(io.BytesIO(shapefile(tmp_path))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped({**members, name: change(members[name])})


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.shp", lambda content: content[:-20]),
        ("a.shp", lambda content: b"x" * len(content)),
        ("a.prj", lambda _: b'GEOGCS["evil",/etc/passwd'),
        ("a.shx", lambda content: content[:24] + b"\x77\x77\x77\x77" + content[28:]),
    ],
)
def test_damaged_shapefile_is_refused_and_no_folder_of_ours_is_named(read, tmp_path, name, change):
    got = read(damaged_shapes(tmp_path, name, change), "a.zip")
    assert got.refused[0] in {"damaged-file", "crs"}


def geopackage(tmp_path, *statements, journal=False):
    path = tmp_path / "f.gpkg"
    frame().to_file(path)
    connection = sqlite3.connect(path)
    if journal:
        connection.execute("PRAGMA journal_mode=wal")
        connection.execute("PRAGMA wal_autocheckpoint=0")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    content = path.read_bytes()
    connection.close()
    return content


def test_geopackage_without_its_journal_says_what_is_missing(read, tmp_path):
    got = read(geopackage(tmp_path, "DELETE FROM f WHERE fid = 2", journal=True), "a.gpkg")
    assert got.outcome.accepted == 2
    assert "-wal journal" in got.warned["journal-missing"].message


def test_triggers_of_a_geopackage_are_named_and_never_run(read, tmp_path):
    content = geopackage(tmp_path, "CREATE TRIGGER evil AFTER INSERT ON f BEGIN DELETE FROM f; END")
    got = read(content, "a.gpkg")
    assert "evil" in got.warned["triggers"].message
    assert (tmp_path / "input").read_bytes() == content


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE f SET note = zeroblob(60000000)", "more than 40 MB"),
        ("UPDATE gpkg_contents SET table_name = 'sqlite_master'", "no table of features"),
        ("ALTER TABLE f ADD COLUMN big AS (hex(zeroblob(1000000000)))", ""),
        ("UPDATE gpkg_geometry_columns SET srs_id = 4711", "--crs"),
    ],
)
def test_hostile_geopackage_is_refused_or_read_without_its_tricks(read, tmp_path, statement, words):
    got = read(geopackage(tmp_path, statement), "a.gpkg")
    assert words in got.refused[1] if words else got.outcome.accepted == 2


def changed_workbook(name, change):
    with zipfile.ZipFile(io.BytesIO(workbook(table_rows()))) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped({**members, name: change(members.get(name, b""))})


SHEET = "xl/worksheets/sheet1.xml"


def test_workbook_whose_sheet_points_outside_is_refused(read):
    def change(content):
        assert b"/xl/worksheets/sheet1.xml" in content
        return content.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")

    assert read(changed_workbook("xl/_rels/workbook.xml.rels", change), "a.xlsx").refused is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[:-220],
        lambda _: b"<worksheet>" + b"<a>" * 100_000,
        lambda c: b'<?xml version="1.0"?><!--' + b"y" * 5_000 + b'--><!DOCTYPE x [<!ENTITY a "b">]>' + c[55:],
    ],
)
def test_damaged_sheet_is_refused(read, change):
    assert read(changed_workbook(SHEET, change), "a.xlsx").refused[0] in {"damaged-file", "entities"}


def test_sheet_that_lies_about_its_size_is_read_whole(read):
    def change(content):
        assert b'<dimension ref="A1:G3"' in content
        return content.replace(b'ref="A1:G3"', b'ref="A1"')

    assert read(changed_workbook(SHEET, change), "a.xlsx").outcome.accepted == 2
