"""What a file would become, before it is imported."""

import io
import json

import openpyxl
import pytest

from geo.errors import IngestError
from geo.importers.contract import Options
from geo.importers.files import InputFile, Steps, import_files
from geo.importers.mapping import mapping_to_json, options_from_mapping
from geo.importers.peek import READ_AS
from geo.importers.preview import preview_file
from samples import acled_rows, plain_rows, to_csv, ucdp_rows


@pytest.fixture
def preview(tmp_path, small):
    def look(content, name="table.csv", **options):
        path = tmp_path / "given"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return preview_file(InputFile(path, name, Options(**options)), base=small, scratch=tmp_path)

    return look


def after(found, name):
    return [row[READ_AS.index(name)] for row in found.after]


def test_rows_are_shown_as_they_stand_and_as_read(preview):
    found = preview(to_csv(plain_rows()))
    assert found.problem is None
    assert found.columns == ("id", "date", "lat", "lon", "type", "place", "note")
    assert found.before[0] == ("1", "2022-09-14", "50.5", "10.9", "shooting", "Somewhere", "Shots.")
    assert after(found, "date_start") == ["2022-09-14", "2022-09-15"]
    assert after(found, "latitude") == ["50.5", "50.6"]
    assert {guess.target: guess.column for guess in found.guesses}["longitude"] == "lon"
    assert all(guess.reason for guess in found.guesses)


@pytest.mark.parametrize(("rows", "name", "count"), [(acled_rows(), "acled", 9), (ucdp_rows(), "ucdp", 35)])
def test_known_datasets_are_recognised(preview, rows, name, count):
    found = preview(to_csv(rows))
    assert found.profile.name == name
    assert found.looked_at == count
    assert not found.rejected


def test_only_the_first_rows_are_looked_at(preview):
    rows = [
        plain_rows()[0] | {"id": str(n), "date": "2022-09-14" if n < 900 else "never"} for n in range(1000)
    ]
    found = preview(to_csv(rows))
    assert (found.looked_at, len(found.before), len(found.after)) == (200, 8, 8)
    assert not found.rejected


def test_what_cannot_be_read_like_this_still_shows_its_columns(preview):
    found = preview("name,where\na,b\nc,d\n")
    assert found.problem[0] == "no-position"
    assert found.columns == ("name", "where")
    assert found.before == (("a", "b"), ("c", "d"))
    assert found.after == ()


def test_refused_file_has_a_sentence_and_nothing_else(preview):
    found = preview(b"%PDF-1.7", "report.csv")
    assert not found.opened
    assert found.problem == ("unsupported-format", "is a PDF. Give the table behind it.")


def test_rejected_rows_of_the_first_are_named(preview):
    rows = [*plain_rows(), plain_rows()[0] | {"id": "3", "lat": "95"}]
    found = preview(to_csv(rows))
    assert [one.row for one in found.rejected] == [4]
    assert len(found.after) == 2


def test_sheets_can_be_chosen(preview):
    book = openpyxl.Workbook()
    for sheet, title in ((book.active, "first"), (book.create_sheet("second"), "second")):
        sheet.title = title
        for row in (["id", "date", "lat", "lon"], [title, "2022-09-14", 50.5, 10.9]):
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert preview(file.getvalue(), "book.xlsx").choices == ("first", "second")
    assert after(preview(file.getvalue(), "book.xlsx", sheet="second"), "incident_id") == ["second"]


def test_column_can_be_left_out_and_that_is_saved(preview):
    options = Options(columns={"summary": "", "title": "note"})
    found = preview(to_csv(plain_rows()), columns=options.columns)
    targets = {guess.target: guess.column for guess in found.guesses}
    assert "summary" not in targets
    assert targets["title"] == "note"
    saved = mapping_to_json(found.profile, found.guesses, options)
    again = options_from_mapping(json.loads(saved), Options())
    assert again.columns["summary"] == ""
    assert preview(to_csv(plain_rows()), columns=again.columns).after == found.after


def test_each_file_has_its_own_options(tmp_path, small):
    for name, text in (("a.csv", "x,y,t\n1,2,3\n"), ("b.csv", "p,q,d\n50.5,10.9,2022-09-14\n")):
        (tmp_path / name).write_text(text)
    mapping = {"latitude": "p", "longitude": "q", "date_start": "d"}
    result = import_files(
        [
            InputFile(tmp_path / "a.csv", "a.csv", Options(columns={"date_start": ""}, no_position=True)),
            InputFile(tmp_path / "b.csv", "b.csv", Options(columns=mapping, accessed="2026-01-02")),
        ],
        base=small,
    )
    assert [report.refused for report in result.reports] == [None, None]
    assert [report.accepted for report in result.reports] == [1, 1]


def test_an_import_ends_at_once_when_its_follower_raises(tmp_path, small):
    class Enough(Exception):  # noqa: N818 - no error
        pass

    def stop(step, _rows):
        if step == "waiting":
            raise Enough

    (tmp_path / "a.csv").write_text(to_csv(plain_rows()))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.raises(Enough):
        import_files(
            [InputFile(tmp_path / "a.csv")],
            base=small,
            out=tmp_path / "out",
            steps=Steps(progress=stop, scratch=scratch),
        )
    assert not list(scratch.iterdir())
    assert not (tmp_path / "out").exists()


def test_preview_leaves_nothing_behind(preview, tmp_path):
    preview(to_csv(plain_rows()))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".marchland")] == []


def test_mapping_that_names_a_missing_column_is_a_problem_of_the_preview(preview):
    found = preview(to_csv(plain_rows()), columns={"title": "absent"})
    assert found.problem[0] == "mapping-column"
    assert IngestError(*found.problem)
    assert found.before
