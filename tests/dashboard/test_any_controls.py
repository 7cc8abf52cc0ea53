"""Whatever is pressed in whatever order: never a traceback, and address, controls and header agree."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import fields
from dashboard.address import split_address
from dashboard.fields import filters_from_controls
from dashboard.periods import find_limits
from dashboard.state import DESK
from geo import CONFIDENCES, GEO_PRECISIONS, Filters, ViewState, read_dossier, read_query, write_query
from geo.filters import MEASURES
from geo.summary import count_incidents

ROOT = Path(__file__).parents[2]
SEQUENCES, STEPS, RUNS_AT_ONCE = 200, 3, 10
# so many run in every test, all of them in `make soak`
FEW = 20
CONTROLS = (
    *fields.COUNTED, fields.FROM, fields.TO, fields.SEARCH, fields.AS_OF, fields.ZONE, fields.DIFFER,
)  # fmt: skip
WORDS = ("", "shots", "Kok-Tash", "көк", "nothing has these words", "**b** <img src=x>", "a&b=c#d")
DAYS = [date(2021, 1, 1) + timedelta(days=n) for n in range(0, 1500, 61)]


def press(app, chance):
    """Change one control of the page to something that it offers."""
    controls = [
        *(("date", one) for one in app.date_input),
        *(("one", one) for one in app.selectbox if one.options),
        *(("many", one) for one in app.multiselect if one.options),
        *(("text", one) for one in app.text_input),
        *(("number", one) for one in app.number_input),
        *(("switch", one) for one in app.toggle),
        *(("button", one) for one in app.button if one.key == "clear"),
    ]
    kind, control = chance.choice(controls)
    if kind == "button":
        return control.click()
    if kind == "many":
        return control.set_value(
            chance.sample(control.options, chance.randint(0, min(2, len(control.options))))
        )
    choices = {
        "date": lambda: [None, *DAYS],
        "one": lambda: [None, *range(len(control.options))],
        "text": lambda: WORDS,
        "number": lambda: [None, 0.0, 2.5, 20.0],
        "switch": lambda: [True, False],
    }[kind]()
    value = chance.choice(choices)
    if kind == "one" and value is not None:
        return control.select_index(value)
    return control.set_value(value)


def asked(app, dossiers):
    """Give the counts that the address asks for."""
    pairs = [(key, value) for key, values in app.query_params.items() for value in as_list(values)]
    name, query = split_address(urlencode(pairs))
    dossier = dossiers[name]
    return count_incidents(dossier, read_query(query, dossier=dossier)[0])


def numbers(text):
    """Give the numbers of a sentence, in whatever language."""
    return [int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)[,\u202f](?=\d)", "", text))]


def as_list(values):
    return values if isinstance(values, list) else [values]


@pytest.fixture(scope="module")
def dossiers(small, shipped):
    return {"": small, "data": shipped} | {
        folder.parent.name: read_dossier(folder.parent) for folder in ROOT.glob("dossiers/*/datapackage.json")
    }


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, marks=pytest.mark.soak if seed >= FEW else ())
        for seed in range(0, SEQUENCES, RUNS_AT_ONCE)
    ],
)
def test_no_sequence_of_controls_reaches_a_traceback(run_app, dossiers, small_folder, seed):
    app = run_app(small_folder)
    for sequence in range(seed, seed + RUNS_AT_ONCE):
        chance = random.Random(sequence)  # noqa: S311 - which button is pressed is no secret
        for _ in range(STEPS):
            press(app, chance).run()
            assert not app.exception, [error.value for error in app.exception]
            counts = asked(app, dossiers)
            expected = {counts.total: [counts.total], 0: [counts.total]}.get(
                counts.shown, [counts.shown, counts.total]
            )
            assert numbers(app.header[0].value) == expected, (sequence, dict(app.query_params))


@st.composite
def addresses(draw, dossier):
    """Draw an address that can be meant: a query string, its keys in the order in which it is written."""
    tables, descriptor = dossier.tables, dossier.descriptor

    def some(values):
        return tuple(draw(st.lists(st.sampled_from(sorted(values)), unique=True, max_size=2)))

    days = sorted(draw(st.tuples(*[st.dates(date(1989, 1, 1), date(2026, 12, 31))] * 2)))
    second = sorted(draw(st.tuples(*[st.dates(date(1989, 1, 1), date(2026, 12, 31))] * 2)))
    text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
    filters = Filters(
        start=draw(st.sampled_from([None, days[0]])),
        end=draw(st.sampled_from([None, days[1]])),
        types=some(set(tables["incidents"]["incident_type"].dropna())),
        hotspots=some(set(tables["hotspots"]["hotspot_id"])),
        events=some(set(tables["events"]["event_id"])),
        sectors=some(set(tables["boundaries"]["sector_id"])),
        parties=some({party.id for party in descriptor.parties}),
        text=draw(text).strip(),
        min_geo_precision=draw(st.sampled_from(["", *GEO_PRECISIONS])),
        min_confidence=draw(st.sampled_from(["", *CONFIDENCES])),
        disagree=draw(st.booleans()),
        lens=draw(st.sampled_from(["", *(one.id for one in (*descriptor.parties, *descriptor.claimants))])),
        measure=draw(st.sampled_from(["", *MEASURES])),
        as_of=draw(st.sampled_from([None, days[0]])),
        zone_km=draw(st.sampled_from([None, 2.5, 5.0, 20.0])),
    )
    compared = draw(st.booleans())
    view = ViewState(
        incident=draw(st.sampled_from(["", *tables["incidents"]["incident_id"][:5]])),
        lang=draw(st.sampled_from(["", "ru"])),
        compare_start=second[0] if compared else None,
        compare_end=second[1] if compared else None,
    )
    return write_query(filters, view)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_address_opens_a_view_that_writes_the_same_address(run_app, small, data):
    """The controls are set from the address, and one of them read again writes it anew."""
    address = data.draw(addresses(small))
    app = run_app(small.path, **parse_qs(address))
    assert not app.exception
    assert not any("“" in text.value and "expected" in text.value for text in app.text), address
    desk = app.session_state[DESK]
    assert write_query(desk.filters, desk.view) == address
    # every control is read back: what none of them holds would be lost here
    fresh = filters_from_controls({key: app.session_state[key] for key in CONTROLS}, Filters(), small)
    limits = find_limits(small)
    clamped = {key: limits.clamp(getattr(desk.filters, key)) for key in ("start", "end", "as_of")}
    assert fresh == replace(desk.filters, **clamped)
