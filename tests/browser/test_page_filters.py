"""The page and Filters.apply give the same incidents and the same counts for the same query."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers import incident, small_tables, write_dossier
from geo import (
    CONFIDENCES,
    GEO_PRECISIONS,
    MEASURES,
    FilterError,
    Filters,
    count_incidents,
    read_dossier,
    read_query,
)

FIRST = date(2021, 12, 1)
PRECISIONS = ("day", "days", "week", "month", "year", None)
TITLES = (
    "Shooting at Kök-Taş",
    "Стычка у Көк-Таш",
    "O‘q otish",
    "Straße — canal",
    "İstanbul",
    "ＦＵＬＬ width",
)

days = st.integers(0, 420).map(lambda n: FIRST + timedelta(days=n))
texts = st.sampled_from(
    [
        "",
        "kok",
        "Kok-Tash",
        "КӨК ТАШ",
        "көк",
        "oq otish",
        "strasse",
        "istanbul",
        "İ",
        "-",
        "full",
        "zzz",
        "east\nx",
    ]
) | st.text(alphabet="aköшṩ -’'İßﬁ☃", max_size=3)


@st.composite
def filters(draw):
    start, end = draw(st.none() | days), draw(st.none() | days)
    if start and end and start > end:
        start, end = end, start
    return Filters(
        start=start,
        end=end,
        types=tuple(draw(st.lists(st.sampled_from(["shooting", "arson", "none"]), unique=True, max_size=2))),
        hotspots=tuple(draw(st.lists(st.sampled_from(["h1", "h2"]), unique=True, max_size=1))),
        events=tuple(draw(st.lists(st.sampled_from(["e1", "e2"]), unique=True, max_size=1))),
        sectors=tuple(draw(st.lists(st.sampled_from(["S1", "S9"]), unique=True, max_size=1))),
        parties=tuple(draw(st.lists(st.sampled_from(["AAA", "BBB"]), unique=True))),
        text=draw(texts),
        min_geo_precision=draw(st.sampled_from(("", *GEO_PRECISIONS))),
        min_confidence=draw(st.sampled_from(("", *CONFIDENCES))),
        disagree=draw(st.booleans()),
        lens=draw(st.sampled_from(["", "AAA", "a-min"])),
        measure=draw(st.sampled_from(("", *MEASURES))),
        as_of=draw(st.none() | days),
        zone_km=draw(st.none() | st.sampled_from([0.0, 2.5, 5.0, 100.0])),
    )


def varied_incidents():
    """Give incidents of every precision, around month and year ends, with and without date and place."""
    rows = []
    for n in range(72):
        precision = PRECISIONS[n % 6]
        start = FIRST + timedelta(days=n * 37 % 420)
        length = n % 4 if precision in {"days", "week"} else 0
        rows.append(
            incident(
                f"i{n:02d}",
                start.isoformat() if precision else None,
                date_end=(start + timedelta(days=length)).isoformat() if precision else None,
                date_precision=precision,
                lat=None if n % 7 == 0 else 50.1 + n / 100,
                lon=None if n % 7 == 0 else 10.1 + n / 50,
                geo_precision=GEO_PRECISIONS[n % 8],
                confidence=CONFIDENCES[n % 3],
                incident_type=("shooting", "arson")[n % 2],
                hotspot_id="h1" if n % 5 == 0 else None,
                event_id="e1" if n % 4 == 0 else None,
                title=TITLES[n % len(TITLES)],
                summary=None if n % 3 else "Fire came from the east.",
            )
        )
    return rows


@pytest.fixture(scope="module")
def varied(tmp_path_factory):
    tables = small_tables() | {"incidents": varied_incidents()}
    tables["claims"] = [claim | {"subject_id": "i01"} for claim in tables["claims"]]
    account = tables["accounts"][0]
    told = (("i01", "AAA"), ("e1", "BBB"), ("i03", "BBB"), ("i04", "AAA"))
    tables["accounts"] = [account | {"subject_id": subject, "party": party} for subject, party in told]
    return read_dossier(write_dossier(tmp_path_factory.mktemp("dossiers") / "varied", tables=tables))


ANSWER = """(query) => {
  marchland.setFilter(query);
  const { rows, counts } = marchland.store.result;
  const ids = Array.from(rows, (index) => marchland.data.incidents.col.incident_id[index]);
  return { ids, visible: marchland.visibleIds(), counts, query: marchland.store.query() };
}"""


def test_page_and_python_agree_on_random_filters(open_map, varied):
    opened = open_map(varied)

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(filters())
    def agree(chosen):
        query = chosen.to_query()
        answer = opened.evaluate(ANSWER, query)
        kept = chosen.apply(varied).incidents
        assert sorted(answer["ids"]) == sorted(kept["incident_id"])
        assert answer["visible"] == sorted(kept[kept.geometry.notna()]["incident_id"])
        assert answer["counts"] == asdict(count_incidents(varied, chosen))
        assert answer["query"] == query

    agree()
    assert opened.is_quiet


@pytest.mark.parametrize(
    "query",
    ["start=2022-02-30", "start=22-01-01", "colour=red", "min_confidence=sure", "zone_km=-1", "zone_km=101",
     "zone_km=x", "measure=vehicles", "disagree=yes", "start=2022-01-02&end=2022-01-01", "start=2022-01-01&start=2022-01-02"],
)  # fmt: skip
def test_page_refuses_what_python_refuses(open_map, small, query):
    with pytest.raises(FilterError):
        read_query(query)
    message = open_map(small).evaluate(
        "(query) => { try { marchland.setFilter(query); return ''; } catch (error) { return error.message; } }",
        query,
    )
    assert message
