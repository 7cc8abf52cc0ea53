"""Every shipped dossier opens, is sourced and drawn alike, and no code knows any of their names."""

import csv
import functools
import io
import re
from pathlib import Path

import pytest

from geo import incidents_to_csv, read_dossier
from layers import build_map, to_html

ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT / "data", *sorted(p.parent for p in (ROOT / "dossiers").glob("*/datapackage.json"))]
MARGIN = 0.5  # degrees that a point may lie outside the stated box
SOURCED = (
    "incidents", "events", "claims", "accounts", "hotspots", "milestones", "crossings", "crossing_status",
    "enclaves", "boundary_status", "damage", "delimitation",
)  # fmt: skip

each_dossier = pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)


@functools.cache
def read(folder):
    return read_dossier(folder)


def filled(column):
    return column.notna() & (column.astype("str").str.strip() != "")


def test_more_than_the_default_dossier_is_shipped():
    ids = [read(folder).descriptor.id for folder in FOLDERS]
    assert len(ids) == len(set(ids)) >= 2


@each_dossier
def test_every_file_has_licence_attribution_and_description(folder):
    for resource in read(folder).descriptor.resources:
        assert resource.licence, resource.name
        assert resource.licence_url.startswith("https://"), resource.name
        assert resource.attribution, resource.name
        assert resource.title, resource.name
        assert resource.description, resource.name


@each_dossier
def test_dossier_tells_method_and_licences(folder):
    for name in ("README.md", "LICENSES.md"):
        assert len((folder / name).read_text(encoding="utf-8")) > 500, name


@each_dossier
def test_there_are_at_least_twenty_incidents_and_ten_milestones(folder):
    dossier = read(folder)
    assert len(dossier.incidents) >= 20
    assert len(dossier.milestones) >= 10


@each_dossier
@pytest.mark.parametrize("table", SOURCED)
def test_every_record_is_sourced(folder, table):
    frame = read(folder).tables[table]
    column = "source_id" if "source_id" in frame.columns else "source_ids"
    assert filled(frame[column]).all(), list(frame[~filled(frame[column])].index)


@each_dossier
def test_every_source_can_be_cited(folder):
    sources = read(folder).sources
    named = filled(sources["publisher"]) | filled(sources["url"])
    assert named.all(), list(sources[~named]["source_id"])


@each_dossier
def test_every_claim_has_claimant_and_source(folder):
    dossier = read(folder)
    claims = dossier.claims
    assert len(claims)
    assert claims["claimant"].isin({c.id for c in dossier.descriptor.claimants}).all()
    assert filled(claims["source_id"]).all()
    assert claims["value"].notna().all()


@each_dossier
def test_parties_stand_in_alphabetical_order_and_both_speak(folder):
    dossier = read(folder)
    parties = dossier.descriptor.parties
    assert [p.id for p in parties] == sorted(p.id for p in parties)
    assert len({p.color for p in parties}) == len(parties) == 2
    assert set(dossier.accounts["party"]) == {p.id for p in parties}


@each_dossier
@pytest.mark.parametrize("table", ["incidents", "hotspots", "places"])
def test_points_lie_in_the_stated_box(folder, table):
    dossier = read(folder)
    box, frame = dossier.descriptor.bounds, dossier.tables[table]
    points = frame[frame.geometry.notna()].geometry
    assert len(points)
    inside = points.x.between(box.west - MARGIN, box.east + MARGIN)
    inside &= points.y.between(box.south - MARGIN, box.north + MARGIN)
    assert inside.all(), frame.loc[points[~inside].index]


@each_dossier
def test_line_and_areas_of_both_parties_are_drawn(folder):
    dossier = read(folder)
    assert len(dossier.boundaries)
    assert {p.id for p in dossier.descriptor.parties} <= set(dossier.countries["iso3"])
    assert set(dossier.boundary_status["sector_id"]) == set(dossier.boundaries["sector_id"])


@each_dossier
def test_a_place_without_point_says_so_and_a_point_says_whence(folder):
    incidents = read(folder).incidents
    located = incidents.geometry.notna()
    assert filled(incidents["coord_source"])[located].all()
    assert (incidents["geo_precision"] == "unknown")[~located].all()


@each_dossier
def test_page_is_built_alike_twice(folder):
    first = to_html(build_map(read_dossier(folder)))
    second = to_html(build_map(read_dossier(folder)))
    assert first == second
    assert read(folder).descriptor.title in first


@each_dossier
def test_csv_has_a_row_for_every_incident(folder):
    dossier = read(folder)
    rows = list(csv.DictReader(io.StringIO(incidents_to_csv(dossier))))
    assert len(rows) == len(dossier.incidents)


def names_of(dossier):
    """Names of parties, countries, hotspots and enclaves, in every language that they are given in."""
    for party in dossier.descriptor.parties:
        yield from (party.name, party.adjective)
    for table in ("countries", "hotspots", "enclaves"):
        frame = dossier.tables[table]
        for column in (c for c in frame.columns if c == "name" or c.startswith("name_")):
            for value in frame[column][filled(frame[column])]:
                yield from re.split(r" / |;", value)


def code_files():
    for package in ("geo", "layers", "dashboard"):
        yield from sorted(p for p in (ROOT / package).rglob("*") if p.suffix in {".py", ".js"})
    yield from (p for p in (ROOT / f"{name}.py" for name in ("app", "export", "ingest")) if p.is_file())


def test_no_code_holds_a_name_of_a_dossier():
    words = {name.strip() for folder in FOLDERS for name in names_of(read(folder))}
    long = sorted(word for word in words if sum(map(str.isalpha, word)) >= 5)
    assert len(long) > 50
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, long))})\b", re.IGNORECASE)
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {match.group()}"
        for path in code_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in pattern.finditer(line)
    ]
    assert not hits, "\n".join(hits)
