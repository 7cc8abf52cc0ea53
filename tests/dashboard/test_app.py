"""The whole app, run without a browser."""

from datetime import date

import pytest

from dashboard.shelf import NEXT, follow_offer
from dossiers import small_descriptor, small_tables, write_dossier

HOSTILE = "**b** ![i](http://e.example/x.png) :red[x] $a$ <img src=x> `c` [l](http://e.example)"


def texts(app):
    return [element.value for element in app.text]


def header(app):
    return app.header[0].value


def test_page_tells_its_story(run_app, small_folder):
    app = run_app(small_folder)
    assert not app.exception
    assert app.title[0].value == "Aland–Bland border"
    assert texts(app)[0] == "Incidents of all dates, all types; line as of 1 January 2026."
    assert header(app) == "All 4 incidents of the dossier are shown."
    assert "Lines and names take no position." in texts(app)


def test_dates_filter_and_stand_in_the_address(run_app, small_folder):
    app = run_app(small_folder)
    app.date_input(key="from").set_value(date(2022, 9, 14)).run()
    app.date_input(key="to").set_value(date(2022, 9, 15)).run()
    assert not app.exception
    assert header(app) == "2 of 4 incidents are shown."
    assert app.query_params == {"start": "2022-09-14", "end": "2022-09-15"}


def test_address_sets_the_controls(run_app, small_folder):
    app = run_app(small_folder, start="2022-09-14", end="2022-09-16", type="shooting", q="shots")
    assert app.date_input(key="from").value == date(2022, 9, 14)
    assert app.date_input(key="to").value == date(2022, 9, 16)
    assert app.selectbox(key="period").value == "event:e1"
    assert app.multiselect(key="types").value == ["shooting"]
    assert app.text_input(key="search").value == "shots"


def test_another_address_is_followed(run_app, small_folder):
    app = run_app(small_folder, type="shooting")
    app.query_params["type"] = "arson"
    app.run()
    assert app.multiselect(key="types").value == ["arson"]
    assert header(app) == "1 of 4 incidents is shown."


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"start": "2022-13-01"}, ("start", "2022-13-01")),
        ({"sart": "2022-01-01"}, ("sart",)),
        ({"type": "**bold**"}, ("type", "**bold**")),
        ({"start": "2022-02-01", "end": "2022-01-01"}, ("2022-02-01", "2022-01-01")),
    ],
)
def test_bad_address_is_named_in_literal_text_and_not_followed(run_app, small_folder, address, words):
    app = run_app(small_folder, **address)
    assert not app.exception
    assert any(all(word in text for word in words) for text in texts(app))
    assert header(app) == "All 4 incidents of the dossier are shown."


def test_from_after_to_keeps_what_was_shown(run_app, small_folder):
    app = run_app(small_folder, end="2022-09-15")
    before = header(app)
    app.date_input(key="from").set_value(date(2022, 10, 1)).run()
    assert any("2022-10-01, lies after To, 2022-09-15" in text for text in texts(app))
    assert header(app) == before
    assert app.query_params == {"end": "2022-09-15"}


def test_day_far_outside_is_shown_at_the_limit(run_app, small_folder):
    app = run_app(small_folder, start="1500-01-01")
    assert not app.exception
    assert app.date_input(key="from").value == date(2021, 1, 1)
    assert header(app) == "3 of 4 incidents are shown."


def test_period_sets_both_dates(run_app, small_folder):
    app = run_app(small_folder)
    app.selectbox(key="period").set_value("event:e1").run()
    assert app.date_input(key="from").value == date(2022, 9, 14)
    assert app.date_input(key="to").value == date(2022, 9, 16)
    app.selectbox(key="period").set_value("all").run()
    assert app.date_input(key="from").value is None
    assert not app.query_params


def test_own_dates_are_nobodys_period(run_app, small_folder):
    app = run_app(small_folder, start="2022-09-15")
    assert app.selectbox(key="period").value is None


def test_search_that_finds_nothing_is_a_sentence(run_app, small_folder):
    app = run_app(small_folder, q="nowhere at all")
    assert header(app) == "No incident matches. The dossier has 4 incidents."
    assert not app.dataframe


def test_clear_keeps_what_is_drawn(run_app, small_folder):
    app = run_app(small_folder, type="shooting", lens="AAA", zone_km="5")
    app.button(key="clear").click().run()
    assert not app.exception
    assert app.query_params == {"lens": "AAA", "zone_km": "5"}


def test_hostile_text_is_never_markdown(run_app, tmp_path):
    tables, descriptor = small_tables(), small_descriptor()
    descriptor["dossier"] |= {"title": HOSTILE, "disclaimer": HOSTILE}
    tables["hotspots"][0]["name"] = tables["events"][0]["title"] = HOSTILE
    app = run_app(write_dossier(tmp_path / "hostile", tables=tables, descriptor=descriptor), hotspot="h1")
    assert not app.exception
    rendered = [
        *app.markdown,
        *app.title,
        *app.header,
        *app.subheader,
        *app.caption,
        *app.error,
        *app.warning,
    ]
    for element in rendered:
        assert "![i](" not in element.value
        assert "**b**" not in element.value
    assert app.title[0].value.startswith(r"\*\*b\*\*")
    assert HOSTILE in texts(app)


def test_broken_dossier_is_explained_with_every_problem(run_app, tmp_path):
    tables = small_tables()
    tables["incidents"][0]["source_ids"] = "nobody"
    tables["incidents"][1]["date_start"] = "2022-02-31"
    app = run_app(write_dossier(tmp_path / "broken", tables=tables))
    assert not app.exception
    assert app.title[0].value == "Marchland"
    assert "cannot be shown" in app.markdown[0].value
    assert app.dataframe[0].value["file"].str.contains("incidents.geojson").all()


def test_missing_dossier_is_explained(run_app, tmp_path):
    app = run_app(tmp_path / "absent")
    assert not app.exception
    assert any("datapackage.json" in text for text in texts(app))


def test_dossier_without_incidents_is_shown(run_app, tmp_path):
    tables = small_tables() | {"incidents": [], "claims": [], "accounts": []}
    app = run_app(write_dossier(tmp_path / "bare", tables=tables))
    assert not app.exception
    assert header(app) == "This dossier has no incidents."


def test_dossier_just_chosen_is_opened_though_the_run_brings_the_address_of_before(run_app, small_folder):
    app = run_app(small_folder)
    app.session_state[NEXT] = "data"
    app.run()
    assert not app.exception
    assert "Kyrgyzstan" in app.title[0].value
    assert app.query_params["dossier"] in ("data", ["data"])
    # an address that is changed later is followed: the choice holds once
    del app.query_params["dossier"]
    app.run()
    assert app.title[0].value == "Aland–Bland border"


def test_switch_of_before_at_rest_is_no_choice(monkeypatch):
    opened = []
    monkeypatch.setattr("dashboard.shelf.show_dossier", opened.append)
    monkeypatch.setattr("dashboard.shelf.st.session_state", {"dossier ": "", "dossier own-1": "data"})
    follow_offer("dossier ", "")
    follow_offer("dossier own-1", "own-1")
    assert opened == ["data"]
