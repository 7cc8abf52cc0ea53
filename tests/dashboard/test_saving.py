import base64

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import saving


@pytest.fixture
def handed(monkeypatch):
    """Collect what is handed to the browser instead of sending it."""
    messages = []
    monkeypatch.setattr(saving, "component", lambda *_: lambda **call: messages.append(call["data"]))
    return messages


def app_script():
    import streamlit as st  # noqa: PLC0415 - this function is the app

    from dashboard.saving import FileOnDemand, hand_over, offer_file  # noqa: PLC0415

    def fail():
        raise ValueError("no room")

    offer_file("Text", FileOnDemand("a.txt", "text/plain", lambda: "ӊ"), key="text")
    offer_file("Broken", FileOnDemand("b.txt", "text/plain", fail), key="broken")
    if st.session_state.get("break off"):
        st.stop()
    hand_over()


def test_file_is_made_by_the_click_and_handed_over_once(handed):
    app = AppTest.from_function(app_script).run()
    assert handed == []
    app.button("text").click().run()
    app.run()
    assert [(file["name"], file["type"]) for file in handed] == [("a.txt", "text/plain")]
    assert base64.b64decode(handed[0]["content"]).decode() == "ӊ"
    app.button("text").click().run()
    assert [file["turn"] for file in handed] == ["1", "2"]


def test_run_that_is_broken_off_leaves_the_file_to_the_next(handed):
    app = AppTest.from_function(app_script).run()
    app.session_state["break off"] = True
    app.button("text").click().run()
    assert handed == []
    app.session_state["break off"] = False
    app.run()
    assert [file["name"] for file in handed] == ["a.txt"]


def test_file_that_cannot_be_made_is_a_sentence(handed):
    app = AppTest.from_function(app_script).run()
    app.button("broken").click().run()
    assert not app.exception
    assert "b.txt" in app.text[0].value
    assert "no room" in app.text[0].value
    app.run()
    assert handed == []
    assert not app.text
