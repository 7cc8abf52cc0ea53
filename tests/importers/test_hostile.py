"""Bad and hostile files: each is accepted, accepted with warnings, or refused, and the sentence says what and where."""

import io
import json
import sqlite3
import stat
import time
import zipfile

import openpyxl
import pytest

from geo.importers.csv_regular import is_regular
from geo.importers.header import Header
from samples import plain_rows, to_csv

HEAD = "id,date,lat,lon,place\n"
ROW = "{id},2022-09-14,50.5,10.9,Somewhere\n"


def rows(*lines, head=HEAD):
    return head + "".join(f"{line}\n" for line in lines)


def many(count):
    return HEAD + "".join(ROW.format(id=number) for number in range(count))


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties or {"date": "2022-09-14"}, "geometry": geometry}


def collection(*features, **extra):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **extra})


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


SQUARE = [[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]
BOWTIE = [[10, 50], [11, 51], [11, 50], [10, 51], [10, 50]]


def zipped(members, *, links=()):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        for name in links:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def encrypted_zip():
    content = bytearray(zipped({"a.shp": b"x"}))
    # the flag of encryption in the local header and in the directory
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def workbook(extra=(), *, replace=()):
    book = openpyxl.Workbook()
    for line in rows("1,2022-09-14,50.5,10.9,x").splitlines():
        book.active.append(line.split(","))
    file = io.BytesIO()
    book.save(file)
    parts = {}
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    for name, old, new in replace:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    return zipped({**parts, **dict(extra)})


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>'
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><wpt lat="1" lon="1"><name>&a;</name></wpt></gpx>'
VRT = b'<OGRVRTDataSource><OGRVRTLayer name="passwd"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
WFS = b"<OGRWFSDataSource><URL>http://127.0.0.1:1/wfs</URL></OGRWFSDataSource>"

# name of the case: (file name, content, words of the refusal)
REFUSED = {
    "vrt named csv": ("a.csv", VRT, "VRT"),
    "vrt named geojson": ("a.geojson", VRT, "VRT"),
    "vrt in utf-16": ("a.kml", VRT.decode().encode("utf-16"), "VRT"),
    "wfs named gpkg": ("a.gpkg", WFS, "web service"),
    "wfs named gml": ("a.gml", WFS, ".gml"),
    "web page": ("a.csv", b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    "json named csv": ("a.csv", collection(feature(point(10, 50))), ".csv"),
    "csv named xlsx": ("a.xlsx", rows("1,2022-09-14,50,10,x"), "plain text"),
    "kml entity bomb": ("a.kml", BOMB, "entities"),
    "kml entity bomb in utf-16": (
        "a.kml",
        BOMB.decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
        "entities",
    ),
    "gpx external entity": ("a.gpx", XXE, "entities"),
    "kml cut": ("a.kml", b"<kml><Placemark>", "damaged XML"),
    "kml too deep": ("a.kml", b"<kml>" + b"<Folder>" * 5000, "levels deep"),
    "kml without placemarks": ("a.kml", b"<kml/>", "no features"),
    "xlsx entity bomb": ("a.xlsx", workbook({"xl/x.xml": BOMB}), "xl/x.xml"),
    "xlsx far column": (
        "a.xlsx",
        workbook(replace=[(SHEET, b'ref="A1:E2"', b'ref="A1:XFD2"')]),
        "16,384 columns",
    ),
    "xlsx far row": (
        "a.xlsx",
        workbook(replace=[(SHEET, b'ref="A1:E2"', b'ref="A1:E1048576"')]),
        "1,048,576 rows",
    ),
    "xlsx far cell and no dimension": (
        "a.xlsx",
        workbook(
            replace=[
                (SHEET, b'<dimension ref="A1:E2"', b'<dimension ref="A1"'),
                (SHEET, b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>'),
            ]
        ),
        "16,384",
    ),
    "xlsx encrypted or xls": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "docx named xlsx": (
        "a.xlsx",
        zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "without a sheet",
    ),
    "zip bomb": ("a.zip", zipped({"a.shp": bytes(50_000_000)}), "unpacks"),
    "zip of many files": ("a.zip", zipped({f"{n}.shp": b"" for n in range(2_001)}), "2,001 files"),
    "zip with parent path": ("a.zip", zipped({"../a.shp": b"x"}), "../a.shp"),
    "zip with absolute path": ("a.zip", zipped({"/etc/a.shp": b"x"}), "/etc/a.shp"),
    "zip with windows path": ("a.zip", zipped({"C:\\a.shp": b"x"}), "C:"),
    "zip with link": ("a.zip", zipped({"a.dbf": b"x"}, links=["a.shp"]), "link"),
    "zip in zip": ("a.zip", zipped({"b.zip": zipped({"a.shp": b"x"})}), "zip in a zip"),
    "zip encrypted": ("a.zip", encrypted_zip(), "encrypted"),
    "zip cut": ("a.zip", zipped({"a.shp": b"x" * 100})[:60], "damaged zip"),
    "shp alone": ("a.shp", b"\x00\x00\x27\x0a" + bytes(96), ".shp"),
    "shp alone named zip": ("a.zip", b"\x00\x00\x27\x0a" + bytes(96), ".dbf"),
    "gpkg damaged": ("a.gpkg", b"SQLite format 3\x00" + bytes(500), "damaged GeoPackage"),
    "parquet damaged": ("a.parquet", b"PAR1" + bytes(100) + b"PAR1", "damaged Parquet"),
    "empty file": ("a.csv", b"", "empty"),
    "header only": ("a.csv", HEAD, "no rows"),
    "blank lines only": ("a.csv", "\n" * 50, "header"),
    "unknown extension": ("a.exe", b"MZ", ".exe"),
    "gzip": ("a.csv", b"\x1f\x8b" + bytes(50), "gzip"),
    "windows-1251": ("a.csv", rows("1,2022-09-14,50.5,10.9,Крым и горы").encode("cp1251"), "--encoding"),
    "utf-16 without a mark": ("a.csv", rows("1,2022-09-14,50.5,10.9,x").encode("utf-16-le"), "utf-16-le"),
    "zero bytes": ("a.csv", rows("1,2022-09-14,50.5,10.9,\x00\x00"), "zero bytes"),
    "duplicate columns": ("a.csv", rows("1,2,3,4,5", head="lat,lat,lon,date,id\n"), "two columns “lat”"),
    "lat and latitude (69)": ("a.csv", rows("1,2,3", head="lat,latitude,lon\n"), "“lat” and “latitude”"),
    "20 000 columns (73)": (
        "a.csv",
        ",".join(f"c{n}" for n in range(20_000)) + "\n" + "," * 19_999 + "\n",
        "20,000 columns",
    ),
    "one column": ("a.csv", "text\nhello\n", "one column"),
    "no positions": ("a.csv", rows("1,2022-09-14", head="id,date\n"), "--no-position"),
    "latitude only": ("a.csv", rows("1,50", head="id,lat\n"), "latitude"),
    "quote never closed": ("a.csv", rows('1,2022-09-14,50.5,10.9,"x') + many(50), "row 2"),
    "dates of no order": ("a.csv", rows("1,03/04/2024,50.5,10.9,x", "2,13/13/2024,,,"), "--date-order"),
    "dates of two orders": ("a.csv", rows("1,13/04/2024,50.5,10.9,x", "2,04/13/2024,50.5,10.9,x"), "row 2"),
    "dates of two orders names both": (
        "a.csv",
        rows("1,13/04/2024,50.5,10.9,x", "2,04/13/2024,50.5,10.9,x"),
        "row 3",
    ),
    "projected metres": ("a.csv", rows("1,2022-09-14,5594000,634000,x"), "--crs"),
    "topojson (92)": ("a.geojson", '{"type":"Topology","objects":{}}', "TopoJSON"),
    "esri json (92)": ("a.json", '{"geometryType":"esriGeometryPoint","features":[]}', "Esri JSON"),
    "geojson sequence (92)": (
        "a.geojson",
        json.dumps(feature(point(10, 50))) + "\n" + json.dumps(feature(point(10, 50))),
        "GeoJSONSeq",
    ),
    "features null (93)": ("a.geojson", '{"type":"FeatureCollection","features":null}', "without a list"),
    "no features": ("a.geojson", collection(), "no features"),
    "json too deep": ("a.geojson", '{"a":' * 50_000 + "1" + "}" * 50_000, "nested"),
    "json cut": ("a.geojson", collection(feature(point(10, 50)))[:-5], "no JSON"),
    "json list": ("a.json", "[1,2]", "JSON without features"),
    "unknown reference system": (
        "a.geojson",
        collection(feature(point(1, 2)), crs={"type": "name", "properties": {"name": "EPSG:999999"}}),
        "reference system",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused_in_a_sentence(read, case):
    name, content, words = REFUSED[case]
    start = time.monotonic()
    got = read(content, name)
    assert got.refused is not None, got.said
    assert words in got.refused[1]
    assert "Traceback" not in got.refused[1]
    assert time.monotonic() - start < 5


# name of the case: (file name, content, options, rows rejected, code of a warning or rejection, words)
ACCEPTED = {
    "sep line and at sign (63)": ("a.csv", "\ufeffsep=;\n@id;date;lat;lon\n@1;2022-09-14;50,5;10,9\n", {}, [], "assumed-separator", "sep="),
    "tabs named csv (64)": ("a.csv", rows("1,2022-09-14,50.5,10.9,x").replace(",", "\t"), {}, [], "assumed-separator", "tab"),
    "semicolon and decimal comma": ("a.csv", "id;date;lat;lon\n1;2022-09-14;50,5;10,9\n", {}, [], "decimal-comma", "comma"),
    "header twice (65)": ("a.csv", many(498) + HEAD + ROW.format(id="x"), {}, [500], "repeated-header", "row 500"),
    "blank lines and trailing commas (66)": ("a.csv", HEAD + ROW.format(id=1) + "\n,,,,\n" + ROW.format(id=2).strip() + ",,\n", {}, [], "blank-rows", "left out"),
    "column name variants (67)": ("a.csv", rows("1,2022-09-14,50.5,10.9", head="ID,Date ,LATITUDE, Lon\n"), {}, [], None, ""),
    "russian names (68)": ("a.csv", rows("1,2022-09-14,50.5,10.9", head="номер,дата,широта,долгота\n"), {}, [], None, ""),
    "arabic names (68)": ("a.csv", rows("1,2022-09-14,50.5,10.9", head="id,التاريخ,خط العرض,خط الطول\n"), {}, [], None, ""),
    "override in an id (70)": ("a.csv", rows("a\u202eb,2022-09-14,50.5,10.9,x", "ab,2022-09-14,50.5,10.9,x"), {}, [], "unseen-character", "U+202E"),
    "joiner in an id (70)": ("a.csv", rows("a\u200db,2022-09-14,50.5,10.9,x"), {}, [], "unseen-character", "U+200D"),
    "nfc and nfd (71)": ("a.csv", rows("é,2022-09-14,50.5,10.9,x", "e\u0301,2022-09-14,50.5,10.9,x"), {}, [], None, ""),
    "5 MB cell (72)": ("a.csv", rows("1,2022-09-14,50.5,10.9," + "x" * 5_000_000), {}, [], "long-cell", "place"),
    "date column empty (77)": ("a.csv", rows("1,,50.5,10.9,x", "2,,50.5,10.9,x"), {}, [], "undated", "without a date"),
    "quarter (82)": ("a.csv", rows("1,Q1 2024,50.5,10.9,x"), {}, [], "date-quarter", "not as a day"),
    "season (82)": ("a.csv", rows("1,spring 2024,50.5,10.9,x"), {}, [], "date-season", "not as a day"),
    "circa (82)": ("a.csv", rows("1,c. 2020,50.5,10.9,x"), {}, [], "date-about", "not as a day"),
    "iso week (82)": ("a.csv", rows("1,2024-W10,50.5,10.9,x"), {}, [], "date-week", "not as a day"),
    "hijri (83)": ("a.csv", rows("1,1445-08-20,50.5,10.9,x"), {}, [2], "year-out-of-range", "1445"),
    "buddhist (83)": ("a.csv", rows("1,2567-08-20,50.5,10.9,x"), {}, [2], "year-out-of-range", "2567"),
    "year 0025": ("a.csv", rows("1,0025-08-20,50.5,10.9,x"), {}, [2], "year-out-of-range", "25"),
    "year 9999": ("a.csv", rows("1,9999-12-31,50.5,10.9,x"), {}, [2], "year-out-of-range", "9999"),
    "before christ": ("a.csv", rows("1,-0044-03-15,50.5,10.9,x"), {}, [2], "date-unreadable", "-0044-03-15"),
    "no such day": ("a.csv", rows("1,2023-02-29,50.5,10.9,x"), {}, [2], "date-unreadable", "no day of the calendar"),
    "date order proved by a row": ("a.csv", rows("1,03/04/2024,50.5,10.9,x", "2,13/04/2024,50.5,10.9,x"), {}, [], "assumed-date-order", "row 3"),
    "date order stated": ("a.csv", rows("1,03/04/2024,50.5,10.9,x"), {"date_order": "mdy"}, [], "assumed-date-order", "as stated"),
    "spreadsheet day number": ("a.csv", rows("1,45000,50.5,10.9,x"), {}, [], "date-serial", "spreadsheet"),
    "yyyymmdd": ("a.csv", rows("1,20240304,50.5,10.9,x"), {}, [], "date-compact", "eight digits"),
    "lon 181 (85)": ("a.csv", rows("1,2022-09-14,50.5,181,x", "2,2022-09-14,50.5,10.9,x"), {}, [2], "coordinate-out-of-range", "181"),
    "lon 359.5 (85)": ("a.csv", rows("1,2022-09-14,50.5,359.5,x"), {}, [2], "coordinate-out-of-range", "-0.5"),
    "limits (86)": ("a.csv", rows("1,2022-09-14,90,180,x", "2,2022-09-14,-90,-180,x"), {}, [], None, ""),
    "lat 144": ("a.csv", rows("1,2022-09-14,144,50,x"), {}, [2], "coordinate-out-of-range", "swapped"),
    "swapped columns": ("a.csv", rows("1,2022-09-14,10.9,50.5,x", "2,2022-09-14,10.8,50.5,x"), {}, [], "suspect-swapped", "2 of 2"),
    "nan and infinity": ("a.csv", rows("1,2022-09-14,NaN,10,x", "2,2022-09-14,50,inf,x", "3,2022-09-14,1e400,10,x"), {}, [2, 3, 4], "coordinate-unreadable", "NaN"),
    "null island": ("a.csv", rows("1,2022-09-14,0,0,x", "2,2022-09-14,0.0,0.000,x"), {}, [2, 3], "zero-position", "0/0"),
    "half a pair": ("a.csv", rows("1,2022-09-14,,10.9,x"), {}, [2], "half-position", "longitude"),
    "degrees minutes seconds": ("a.csv", 'id,date,lat,lon\n1,2022-09-14,"50°30\'00""N",10°54\'E\n', {}, [], None, ""),
    "extra cell": ("a.csv", rows("1,2022-09-14,50.5,10.9,x,extra", "2,2022-09-14,50.5,10.9,x"), {}, [2], "cell-count", "found 6"),
    "cells missing": ("a.csv", rows("1,2022-09-14,50.5"), {}, [2], "cell-count", "found 3"),
    "windows-1251 stated": ("a.csv", rows("1,2022-09-14,50.5,10.9,Горы").encode("cp1251"), {"encoding": "windows-1251"}, [], "assumed-encoding", "1251"),
    "utf-16 with a mark": ("a.csv", rows("1,2022-09-14,50.5,10.9,Горы").encode("utf-16"), {}, [], "assumed-encoding", "utf-16"),
    "mixed offsets": ("a.csv", rows("1,2022-09-14T00:30+04:00,50.5,10.9,x", "2,2022-09-14T23:30Z,50.5,10.9,x"), {}, [], None, ""),
    "formula cells": ("a.csv", rows("1,2022-09-14,50.5,10.9,=cmd|' /C calc'!A0"), {}, [], None, ""),
    "metres with their system": ("a.csv", rows("1,2022-09-14,5595938,634800,x"), {"crs": "EPSG:32632"}, [], "assumed-crs", "EPSG:32632"),
    "title row": ("a.csv", "My incidents\n\n" + rows("1,2022-09-14,50.5,10.9,x"), {}, [], "assumed-header", "line 3"),
    "lone surrogate": ("a.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"\\ud800"},"geometry":{"type":"Point","coordinates":[10,50]}}]}', {}, [], "half-character", "Half"),
    "one bad ring": ("a.geojson", collection(feature(polygon([[10, 50], [11, 50]])), feature(point(10.5, 50.5))), {}, [2], "geometry", "row 2"),
    "self-crossing polygon": ("a.geojson", collection(feature(polygon(BOWTIE))), {}, [], "invalid-shape", "Self-intersection"),
    "hole outside (90)": ("a.geojson", collection(feature(polygon(SQUARE, [[x + 5, y] for x, y in SQUARE]))), {}, [], "invalid-shape", "Hole"),
    "clockwise ring (87)": ("a.geojson", collection(feature(polygon(SQUARE[::-1]))), {}, [], "shape-as-point", "radius"),
    "many vertices (88)": ("a.geojson", collection(feature({"type": "LineString", "coordinates": [[10 + n / 1e6, 50] for n in range(100_000)]})), {}, [], "shape-as-point", "middle"),
    "height (89)": ("a.geojson", collection(feature(point(10, 50, 900))), {}, [], "height-dropped", "Heights"),
    "several parts (89)": ("a.geojson", collection(feature({"type": "GeometryCollection", "geometries": [point(10, 50), {"type": "MultiPoint", "coordinates": [[10, 50], [11, 51]]}]})), {}, [], "shape-as-point", "radius"),
    "antimeridian": ("a.geojson", collection(feature({"type": "LineString", "coordinates": [[-179, 50], [179, 50]]})), {}, [], "antimeridian", "narrow side"),
    "legacy crs": ("a.geojson", collection(feature(point(634800, 5595938)), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}), {}, [], "legacy-crs", "32632"),
    "single feature (93)": ("a.geojson", json.dumps(feature(point(10, 50))), {}, [], None, ""),
    "bare geometry (93)": ("a.geojson", json.dumps(point(10, 50)), {}, [], "undated", "date"),
    "properties null, objects as values (94)": ("a.geojson", collection({"type": "Feature", "properties": None, "geometry": point(10, 50)}, feature(point(10, 50), a={"b": [1]}, c=[1])), {}, [], None, ""),
    "odd property names (95)": ("a.geojson", collection(feature(point(10, 50), **{"__proto__": "a", "constructor": "b", "style": "c", "highlight": "d", "": "e"})), {}, [], None, ""),
    "property twice": ("a.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"a":2},"geometry":{"type":"Point","coordinates":[10,50]}}]}', {}, [], "repeated-property", "“a”"),
    "feature id twice": ("a.geojson", collection({**feature(point(10, 50)), "id": 7}, {**feature(point(10, 50)), "id": 7}), {}, [], "repeated-id", "#2"),
    "mixed types": ("a.geojson", collection(feature(point(10, 50), a=1), feature(point(10, 50), a="x")), {}, [], "mixed-types", "a"),
    "no feature": ("a.geojson", collection(7, feature(point(10, 50))), {}, [2], "feature-unreadable", "row 2"),
    "coordinates nan": ("a.geojson", collection(feature(point(10, 50))).replace("10", "NaN"), {}, [2], "coordinate-unreadable", "longitude"),
    "coordinates of text": ("a.geojson", collection(feature(point("a", "b"))), {}, [2], "geometry", "row 2"),
    "macros (98)": ("a.xlsm", workbook({"xl/vbaProject.bin": b"x"}), {}, [], "macros", "never run"),
    "external link (98)": ("a.xlsx", workbook({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), {}, [], "external-link", "not followed"),
    "no position": ("a.csv", rows("1,2022-09-14", head="id,date\n"), {"no_position": True}, [], "unlocated", "without a place"),
    "ids stay text": ("a.csv", rows("00123,2022-09-14,50.5,10.9,x", "9007199254740993,2022-09-14,50.5,10.9,NA"), {}, [], None, ""),
}  # fmt: skip


def check_accepted(read, case):
    """Read a file, and check which rows are rejected and what is said of it."""
    name, content, options, rejected, code, words = case
    got = read(content, name, **options)
    assert got.refused is None, got.refused
    assert [one.row for one in got.outcome.rejected] == rejected, got.said
    assert code is None or code in {*got.warned, *got.codes}, got.said
    assert words in got.said
    return got


@pytest.mark.parametrize("case", ACCEPTED)
def test_file_is_accepted_and_what_is_odd_is_said(read, case):
    got = check_accepted(read, ACCEPTED[case])
    if not got.outcome.rejected:
        assert got.outcome.accepted == got.outcome.rows_in


def test_values_are_kept_as_they_were(read):
    def rows_of(case):
        name, content, options, *_ = ACCEPTED[case]
        return read(content, name, **options).rows

    assert rows_of("ids stay text")["incident_id"].tolist() == ["00123", "9007199254740993"]
    assert rows_of("ids stay text")["place"].tolist() == ["x", "NA"]
    assert rows_of("nfc and nfd (71)")["incident_id"].tolist() == ["é", "e\u0301"]
    assert rows_of("mixed offsets")["date_start"].astype(str).tolist() == ["2022-09-14"] * 2
    assert rows_of("quarter (82)")["date_precision"].tolist() == ["month"]
    assert rows_of("formula cells")["place"].tolist() == ["=cmd|' /C calc'!A0"]
    assert rows_of("sep line and at sign (63)")["incident_id"].tolist() == ["@1"]
    assert len(rows_of("5 MB cell (72)")["place"][0]) == 5_000_000
    assert rows_of("degrees minutes seconds")[["latitude", "longitude"]].iloc[0].tolist() == [50.5, 10.9]
    metres = rows_of("metres with their system").iloc[0]
    assert (metres["latitude"], metres["longitude"]) == pytest.approx((50.5, 10.9), abs=1e-3)
    assert "5595938" in metres["coord_source"]
    objects = rows_of("properties null, objects as values (94)")
    assert objects["a"].tolist() == ["", '{"b": [1]}']
    line = rows_of("antimeridian").iloc[0]
    assert abs(line["longitude"]) == 180


def test_row_too_many_is_refused_with_the_limit(read):
    got = read(many(1_000_001))
    assert got.refused[0] == "too-many-rows"
    assert "1,000,000" in got.refused[1]


def test_encoding_is_offered_with_a_preview(read):
    name, content, _ = REFUSED["windows-1251"]
    assert "Крым и горы" in read(content, name).refused[1]


def test_geopackage_with_attributes_only_needs_positions_like_any_table(read, tmp_path):
    path = tmp_path / "x.gpkg"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE gpkg_contents (table_name, data_type, identifier)")
        connection.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
        connection.execute(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id)"
        )
        connection.execute("CREATE TABLE t (id, date, lat, lon)")
        connection.execute("INSERT INTO t VALUES ('1', '2022-09-14', 50.5, 10.9)")
        connection.execute("INSERT INTO gpkg_contents VALUES ('t', 'attributes', 't')")
    connection.close()
    got = read(path.read_bytes(), "a.gpkg")
    assert got.rows["latitude"].tolist() == [50.5]


@pytest.mark.parametrize("position", ["first", "middle", "last"])
def test_flipped_and_cut_files_are_refused_or_warned(read, position):
    content = bytearray(to_csv(plain_rows()).encode())
    where = {"first": 0, "middle": len(content) // 2, "last": len(content) - 2}[position]
    content[where] ^= 0xFF
    got = read(bytes(content))
    assert got.refused or got.outcome.rows_in


def test_regular_and_row_by_row_reading_give_the_same(read, monkeypatch):
    lines = [
        '1,2022-09-14,50.5,10.9,"a ""b"", c\nd"',
        "2,,50.5,10.9,",
        ",,,,",
        HEAD.strip(),
        "3,2022,50.5,10.9,'x",
    ]
    content = "\ufeff" + rows(*lines, *(f"{number},2022-09-14,50.5,10.9,é" for number in range(10, 60)))
    slow = read(content)
    monkeypatch.setattr("geo.importers.csv_regular.WORTH_BYTES", 0)
    fast = read(content)
    assert fast.rows.equals(slow.rows)
    assert (fast.outcome.rejected, fast.outcome.notes.freeze()) == (
        slow.outcome.rejected,
        slow.outcome.notes.freeze(),
    )
    assert [one.row for one in fast.outcome.rejected] == [5]


@pytest.mark.parametrize(
    "line", ['1,2,3,4,a"b', '"1"x,2,3,4,5', "1,2,3", "1,2,3,4,5,6", '1,"a,"b",c",4,5', "1,2,3,4,5\r6,7,8,9,0"]
)
def test_irregular_file_is_read_row_by_row(tmp_path, monkeypatch, line):
    monkeypatch.setattr("geo.importers.csv_regular.WORTH_BYTES", 0)
    path = tmp_path / "a.csv"
    header = Header(("id", "date", "lat", "lon", "place"), 0, 2)
    path.write_bytes(rows("1,2,3,4,5").encode())
    assert is_regular(path, ",", header)
    path.write_bytes(rows("1,2,3,4,5", line, "1,2,3,4,5").encode())
    assert not is_regular(path, ",", header)
