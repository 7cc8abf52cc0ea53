"""Adding own data step by step, run without a browser."""

import json
import time
from datetime import date

import pytest

from dashboard.upload_draft import read_saved_mapping
from dashboard.upload_session import UPLOADS
from dashboard.upload_words import in_fields
from geo.errors import IngestError
from samples import acled_rows, plain_rows, to_csv, ucdp_rows

HOSTILE = "**b** ![i](http://e.example/x.png) <img src=x> :red[x].csv"


def said(app):
    return "\n".join(element.value for element in app.text)


@pytest.fixture
def send(run_app, small_folder):
    """Open the panel and send files; give the app at the step in which their columns are checked."""
    apps = []

    def go(*files, at=None):
        app = run_app(at or small_folder)
        apps.append(app)
        app.button(key="upload open").click().run()
        sent = [(name, text if isinstance(text, bytes) else text.encode(), "") for name, text in files]
        app.file_uploader(key="upload files").set_value(sent).run()
        assert not app.exception
        return app

    yield go
    for app in apps:
        app.session_state[UPLOADS].clear()


def draft(app):
    return app.session_state[UPLOADS].draft


def control(app, kind, field, number=0):
    return getattr(app, kind)(key=f"{draft(app).key} {number} {field}")


def add(app):
    """Press the button and wait until the import has ended."""
    app.button(key=f"{draft(app).key} add").click().run()
    end = time.monotonic() + 30
    while draft(app) is not None and draft(app).run is not None:
        assert time.monotonic() < end
        time.sleep(0.05)
        app.run()
    assert not app.exception
    return app


def test_panel_says_what_can_be_added_and_what_is_kept(run_app, small_folder):
    app = run_app(small_folder)
    assert not app.file_uploader
    app.button(key="upload open").click().run()
    assert "At most 50 MB a file, 8 files at once and 1,000,000 rows a file." in said(app)
    assert "120 seconds after the tab is closed" in said(app)
    assert {"csv", "xlsx", "geojson", "gpkg", "kml", "kmz", "gpx", "zip", "parquet", "tsv"} <= {
        kind.removeprefix(".") for kind in app.file_uploader[0].allowed_type
    }
    app.button(key="upload close").click().run()
    assert not app.file_uploader


def test_table_becomes_a_dossier_of_this_session(send, run_app, small_folder):
    app = send(("mine.csv", to_csv(plain_rows())))
    assert control(app, "selectbox", "column date_start").value == "date"
    assert control(app, "selectbox", "column latitude").value == "lat"
    assert control(app, "selectbox", "column date_end").value == ""
    assert "As they would be read:" in said(app)
    add(app)
    name = app.query_params["dossier"]
    assert name.startswith("own-")
    assert app.title[0].value == r"mine\.csv"
    assert app.header[0].value == "All 2 incidents of the dossier are shown."
    assert "mine.csv (yours)" in [option for box in app.selectbox for option in box.options]

    # its address opens nothing for anybody else
    other = run_app(small_folder, dossier=name)
    assert not other.exception
    assert "belong to another tab" in said(other)
    assert other.header[0].value == "All 4 incidents of the dossier are shown."
    assert not any("mine.csv" in option for box in other.selectbox for option in box.options)


def test_one_click_removes_it_and_shows_the_usual_dossier(send):
    app = add(send(("mine.csv", to_csv(plain_rows()))))
    own = next(iter(app.session_state[UPLOADS].kept.values()))
    assert own.folder.is_dir()
    app.button(key=f"remove page {own.name}").click().run()
    assert not app.exception
    assert not own.folder.exists()
    assert app.header[0].value == "All 4 incidents of the dossier are shown."
    assert "dossier" not in app.query_params


def test_report_says_counts_source_licence_access_and_what_is_unknown(send):
    rows = acled_rows()
    rows[0]["latitude"] = "95"
    rows[1]["event_date"] = rows[2]["latitude"] = rows[2]["longitude"] = ""
    app = send(("acled.csv", to_csv(rows)))
    assert "read as Armed Conflict Location & Event Data (ACLED)" in said(app)
    control(app, "date_input", "accessed").set_value(date(2026, 10, 1)).run()
    add(app)
    assert "About these data: 9 rows in = 8 accepted + 1 rejected" in [one.label for one in app.expander]
    assert {one.label: one.value for one in app.metric} == {
        "Rows in": "9", "Accepted": "8", "Rejected": "1", "Without a date": "1", "Without a place": "1",
    }  # fmt: skip
    sources, rejected = (app.dataframe[n].value for n in (0, 1))
    assert list(sources.iloc[0, 1:5]) == [
        "Armed Conflict Location & Event Data (ACLED)",
        "ACLED terms of use: rows may not be passed on",
        "2026-10-01",
        "No: exports leave the rows out",
    ]
    assert list(rejected.iloc[0])[:4] == ["acled.csv", 2, "latitude", "95"]
    own = next(iter(app.session_state[UPLOADS].kept.values()))
    assert "accessed 2026-10-01" in own.dossier.descriptor.cite
    assert "may not be passed on: exports leave them out" in " ".join(app.dataframe[2].value.iloc[:, 3])


def test_ucdp_is_read_as_it_is(send):
    app = add(send(("ucdp.csv", to_csv(ucdp_rows()))))
    assert app.header[0].value == "All 35 incidents of the dossier are shown."


def test_choice_of_column_is_followed_by_the_preview(send):
    app = send(("mine.csv", to_csv(plain_rows())))
    control(app, "selectbox", "column title").set_value("note").run()
    control(app, "selectbox", "column place").set_value("").run()
    assert draft(app).files[0].options.columns == {"title": "note", "place": ""}
    after = app.dataframe[1].value
    assert list(after["Title"]) == ["Shots.", "Shots."]
    # what stands for one thing does not stand for another too
    assert list(after["Description"]) == list(after["Place"]) == ["", ""]
    assert "chosen by you" in said(app)


def test_saved_mapping_is_used_again(send):
    app = send(("mine.csv", to_csv(plain_rows())))
    control(app, "selectbox", "column title").set_value("note").run()
    control(app, "selectbox", "column place").set_value("").run()
    saved, before = draft(app).files[0].mapping(), app.dataframe[1].value
    again = send(("mine.csv", to_csv(plain_rows())))
    control(again, "file_uploader", "saved mapping").set_value(
        ("mapping.json", saved.encode(), "application/json")
    ).run()
    assert not again.exception
    assert control(again, "selectbox", "column title").value == "note"
    assert again.dataframe[1].value.equals(before)
    assert read_saved_mapping(saved.encode(), "mapping.json") == draft(again).files[0].options


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\x00", "cannot be read as JSON"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"[1]", "holds no mapping"),
        (b'{"colums": {}}', "colums"),
        (b'{"columns": {"tytle": "note"}}', "tytle"),
        (b" " * 300_000, "larger than"),
    ],
)
def test_bad_mapping_is_refused_in_a_sentence(content, words):
    with pytest.raises(IngestError, match=words):
        read_saved_mapping(content, "mapping.json")


def test_order_of_dates_is_asked_for_and_followed(send):
    app = send(("mine.csv", to_csv(plain_rows(date="03/04/2022"))[:-1].replace("2022-09-15", "05/06/2022")))
    problem = next(text.value for text in app.text if "03/04/2022" in text.value)
    assert "“Order of day and month”" in problem
    assert "--" not in problem
    control(app, "selectbox", "date_order").set_value("dmy").run()
    assert list(app.dataframe[1].value["First day"]) == ["2022-04-03", "2022-06-05"]


def test_file_without_places_is_asked_about_and_accepted(send):
    app = send(("mine.csv", "id,date,what\n1,2022-09-14,a\n2,2022-09-15,b\n"))
    assert "“The file has no places”" in said(app)
    control(app, "checkbox", "no_position").check().run()
    add(app)
    assert {one.label: one.value for one in app.metric}["Without a place"] == "2"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"%PDF-1.7", "is a PDF. Give the table behind it."),
        ("a.csv", b"", "is empty"),
        ("a.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;</kml>", "entities"),
        ("a.xlsx", b"PK\x03\x04broken", "archive"),
        ("a.geojson", b"[" * 200_000, "nested"),
        ("a.csv", b"word\nx\ny\n", "one column"),
    ],
)
def test_hostile_file_is_refused_in_a_sentence(send, name, content, words):
    app = send((name, content))
    assert any(words in text.value and text.value.startswith(name) for text in app.text), said(app)
    assert app.button(key=f"{draft(app).key} add").disabled
    assert len(app.dataframe) == 1  # the table of the incidents


def test_text_of_the_file_is_never_markdown(send):
    rows = [{HOSTILE: "1", "date": "2022-09-14", "lat": "50.5", "lon": "10.9", "title": HOSTILE}]
    app = add(send((HOSTILE, to_csv(rows))))
    rendered = [*app.markdown, *app.title, *app.header, *app.subheader, *app.caption, *app.error]
    labels = [one.label for one in (*app.expander, *app.button, *app.metric)]
    for text in (*(element.value for element in rendered), *labels):
        assert "![i](" not in text
        assert "**b**" not in text


def test_several_files_become_one_dossier_each_read_in_its_own_way(send):
    odd = to_csv(plain_rows()).replace("id,date", "id,when it was")
    app = send(("acled.csv", to_csv(acled_rows())), ("mine.csv", odd))
    app.radio(key=f"{draft(app).key} upload file shown").set_value(1).run()
    control(app, "selectbox", "column date_start", 1).set_value("when it was").run()
    add(app)
    assert app.header[0].value == "All 11 incidents of the dossier are shown."
    assert {one.label: one.value for one in app.metric}["Without a date"] == "0"


def test_nothing_readable_is_told_and_can_be_corrected(send):
    app = send(("mine.csv", to_csv(plain_rows(lat="95")[:1])))
    add(app)
    assert "Nothing was added." in said(app)
    assert {one.label: one.value for one in app.metric} == {"Rows in": "1", "Accepted": "0", "Rejected": "1"}
    assert draft(app) is not None


def test_cancel_goes_back_and_leaves_nothing(send):
    app = send(("mine.csv", to_csv(plain_rows())))
    folder = app.session_state[UPLOADS].folder
    app.button(key=f"{draft(app).key} cancel").click().run()
    assert draft(app) is None
    assert not list(folder.iterdir())
    assert app.file_uploader(key="upload files")


def test_more_files_than_the_limit_are_not_taken(send):
    app = send(*((f"{n}.csv", to_csv(plain_rows())) for n in range(9)))
    assert draft(app) is None
    assert "9 files were chosen: at most 8 at once." in said(app)


def test_full_disk_is_said_in_a_sentence(send, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    app = send(("mine.csv", to_csv(plain_rows())))
    assert draft(app) is None
    assert "The server has no room for these files now." in said(app)


def test_sentences_of_the_importer_name_the_fields_of_the_form():
    sentence = "State it with --accessed YYYY-MM-DD, or --encoding NAME; --date-order; --other"
    assert in_fields(sentence) == (
        "State it with “Day of access”, or “Encoding”; “Order of day and month”; --other"
    )
    assert json.dumps(in_fields("--no-position")) == json.dumps("“The file has no places”")
