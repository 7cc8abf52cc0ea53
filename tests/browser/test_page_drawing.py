"""What is drawn on a day, how symbols group, and what a lens and a zone say."""

from __future__ import annotations

from copy import deepcopy

import pytest

from dossiers import SQUARE_A, SQUARE_B, incident, small_descriptor, small_tables, write_dossier
from geo import read_dossier

RING = [[[10.4, 50.4], [10.6, 50.4], [10.6, 50.6], [10.4, 50.6], [10.4, 50.4]]]


def enclave(enclave_id, drawing):
    return {
        "enclave_id": enclave_id, "drawing": drawing, "name": enclave_id.title(), "administered_by": "BBB",
        "surrounded_by": "AAA", "source_ids": "s1", "polygon": RING,
    }  # fmt: skip


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory):
    """Give a border that was drawn in 2020, and anew from 2023 on, when it was agreed by treaty."""
    descriptor = deepcopy(small_descriptor())
    descriptor["dossier"]["drawings"] += [
        {"id": "2023", "title": "drawing of 2023", "date": "2023", "in_force_from": "2023-05-01"}
    ]
    tables = small_tables()
    tables["countries"] += [
        {"iso3": "AAA", "drawing": "2023", "name": "Aland", "polygon": SQUARE_A},
        {"iso3": "BBB", "drawing": "2023", "name": "Bland", "polygon": SQUARE_B},
    ]
    tables["boundaries"].append(
        tables["boundaries"][0] | {"drawing": "2023", "line": [[11.01, 50], [11.01, 51]]}
    )
    tables["boundary_status"].append(
        {"sector_id": "S1", "valid_from": "2023-05-01", "status": "treaty", "note": "", "source_ids": "s1"}
    )
    tables["enclaves"] = [enclave("kept", "2020"), enclave("kept", "2023"), enclave("gone", "2020")]
    return read_dossier(
        write_dossier(tmp_path_factory.mktemp("dossiers") / "redrawn", tables=tables, descriptor=descriptor)
    )


DRAWN = """(query) => {
  marchland.setFilter(query);
  const { store, border, areas, data } = marchland;
  const enclaves = areas.enclavesShown(store).map(({ row, faint }) => [row.enclave_id, row.drawing, faint]);
  return [store.drawing(), border.statusAt(data, "S1", store.asOfDay()).status, enclaves];
}"""


@pytest.mark.parametrize(
    ("query", "drawing", "status"),
    [
        ("as_of=2022-01-01", "2020", "disputed"),
        ("as_of=2023-04-30", "2020", "disputed"),
        ("as_of=2023-05-01", "2023", "treaty"),
        ("end=2022-12-31", "2020", "disputed"),
        ("", "2023", "treaty"),
    ],
)
def test_line_is_drawn_as_of_the_day(open_map, redrawn, query, drawing, status):
    assert open_map(redrawn).evaluate(DRAWN, query)[:2] == [drawing, status]


def test_enclave_that_a_drawing_lacks_comes_from_the_one_before(open_map, redrawn):
    opened = open_map(redrawn)
    assert opened.evaluate(DRAWN, "")[2] == [["kept", "2023", False], ["gone", "2020", True]]
    assert opened.evaluate(DRAWN, "as_of=2022-01-01")[2] == [["kept", "2020", False], ["gone", "2020", False]]


def test_incidents_at_one_point_are_one_symbol_listed_by_date(open_map, tmp_path):
    tables = small_tables()
    days = ("2022-09-16", None, "2022-09-14", "2022-09-15")
    tables["incidents"] = [incident(f"i{n}", day, lat=50.5, lon=10.9) for n, day in enumerate(days, start=1)]
    opened = open_map(read_dossier(write_dossier(tmp_path / "stack", tables=tables)))
    opened.page.wait_for_timeout(150)
    assert opened.evaluate("marchland.incidentPainter.groups.map((group) => group.text)") == ["4"]
    x, y = opened.evaluate("""() => {
      const at = marchland.map.latLngToContainerPoint([50.5, 10.9]);
      const box = marchland.map.getContainer().getBoundingClientRect();
      return [box.left + at.x, box.top + at.y];
    }""")
    opened.page.mouse.click(x, y)
    stack = opened.evaluate(
        "marchland.store.stack.map((index) => marchland.data.incident(index).incident_id)"
    )
    assert stack == ["i3", "i4", "i1", "i2"]


def test_ring_is_as_wide_as_the_place_is_uncertain(open_map, tmp_path):
    tables = small_tables()
    tables["incidents"] = [
        incident("i1", "2022-09-14", lat=50.5, lon=10.5),
        incident("i2", "2022-09-14", lat=50.5, lon=10.9, geo_precision="near"),
        incident("i3", "2022-09-14", lat=50.5, lon=11.3, stand_in=True, uncertainty_m=7000),
    ]
    opened = open_map(read_dossier(write_dossier(tmp_path / "rings", tables=tables)))
    opened.page.wait_for_timeout(150)
    rings = opened.evaluate("""Object.fromEntries(marchland.incidentPainter.groups.map((group) =>
      [marchland.data.incident(group.indexes[0]).incident_id, [group.points[0].ring, group.vague]]))""")
    assert rings == {"i1": [0, False], "i2": [3000, False], "i3": [7000, True]}


def test_lens_shows_one_claimants_highest_figure_and_says_so(open_map, small):
    opened = open_map(small, query="?lens=BBB")
    opened.page.wait_for_timeout(150)
    groups = opened.evaluate("marchland.incidentPainter.groups.map(({ text, hollow }) => [text, hollow])")
    assert ["≥1", False] in groups
    assert ["", True] in groups
    assert "the Blandic side" in opened.page.locator(".map-note").inner_text()


def test_zone_is_counted_on_the_map(open_map, small):
    opened = open_map(small)
    assert not opened.page.locator(".map-note").is_visible()
    opened.evaluate("marchland.setFilter('zone_km=10')")
    assert "1 of 4 incidents shown" in opened.page.locator(".map-note").inner_text()


def test_names_never_lie_under_a_symbol(open_map, shipped):
    opened = open_map(shipped)
    opened.page.wait_for_timeout(150)
    overlap = opened.evaluate("""() => {
      const { surfaces, incidentPainter } = marchland;
      const ctx = surfaces.labels._ctx;
      const ratio = surfaces.labels._ratio;
      return incidentPainter.groups.filter(({ x, y, radius }) => {
        const side = Math.max(1, Math.floor(radius * 1.2 * ratio));
        const { data } = ctx.getImageData(x * ratio - side / 2, y * ratio - side / 2, side, side);
        return data.some((value, i) => i % 4 === 3 && value > 200);
      }).length;
    }""")
    assert overlap == 0


def test_credit_of_the_open_data_is_on_the_map(open_map, shipped):
    assert "OpenStreetMap contributors" in open_map(shipped).page.locator(".map-credit").inner_text()
