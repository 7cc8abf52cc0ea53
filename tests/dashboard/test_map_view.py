from streamlit.testing.v1 import AppTest

from dashboard.component import read_file
from dashboard.map_view import SCRIPTS


def page_script(kilobytes):

    from dashboard.map_view import mark_page, show_page  # noqa: PLC0415 - this function is the app

    show_page(mark_page("x" * (kilobytes * 1000)), title="Map")


def test_page_that_no_message_can_carry_is_a_sentence():
    app = AppTest.from_function(page_script, kwargs={"kilobytes": 99_000}, default_timeout=60).run()
    assert not app.exception
    assert "too large for the dashboard" in app.text[0].value


def test_usual_page_is_mounted():
    app = AppTest.from_function(page_script, kwargs={"kilobytes": 3_000}).run()
    assert not app.exception
    assert not app.text


def test_carriers_are_small_because_they_come_with_every_change():
    for part in ("map_filter", "map_select", "map_view"):
        assert sum(len(read_file(name)) for name in SCRIPTS[part]) < 300


def test_scripts_are_not_taken_for_paths():
    assert all("\n" in read_file(name) for names in SCRIPTS.values() for name in names)
