import pandas as pd
import pytest

from dashboard.table_cells import say_date
from dashboard.table_rows import COLUMNS, ORDERS, PAGE_ROWS, fit_rows, other_columns, table_rows, text_bytes
from dossiers import incident, small_tables
from geo import Filters
from geo.tongue import in_language


def day(text):
    return pd.Timestamp(text) if text else pd.NaT


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2022-09-16", "2022-09-16", "day", "2022-09-16"),
        ("2022-09-16", None, "day", "2022-09-16"),
        ("2022-09-14", "2022-09-17", "days", "2022-09-14/17"),
        ("2022-09-30", "2022-10-02", "days", "2022-09-30/2022-10-02"),
        ("2022-09-12", "2022-09-18", "week", "week of 2022-09-12"),
        ("2022-09-01", "2022-09-30", "month", "2022-09"),
        ("2022-01-01", "2022-12-31", "year", "2022"),
        (None, None, None, "–"),
    ],
)
def test_date_is_written_no_finer_than_it_is_known(start, end, precision, said):
    row = {"date_start": day(start), "date_end": day(end), "date_precision": precision}
    assert say_date(row) == said


def test_latest_is_first_and_undated_last(small):
    assert list(table_rows(small)["date"]) == ["2022-09-16", "2022-09-14", "2022-09", "–"]


def test_both_sides_have_a_column_and_silence_is_a_dash(small):
    row = table_rows(small).iloc[1]
    assert row["account AAA"] == "Says fire came from the east."
    assert row["account BBB"] == "–"


def test_account_of_the_event_stands_for_its_incidents(make_dossier):
    account = {"subject_id": "e1", "party": "BBB", "account": "Denies it.", "source_ids": "s1"}
    table = table_rows(make_dossier(accounts=[account]))
    assert list(table["account BBB"]) == ["–", "Denies it.", "–", "–"]


def test_missing_text_is_a_dash_and_never_nan(make_dossier):
    dossier = make_dossier(incidents=[incident("i1", "2022-09-14", place=None, lat=50.5, lon=10.9)])
    assert table_rows(dossier).loc[0, "place"] == "–"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "ftp://example.org/a", "data:text/html,x"])
def test_only_web_addresses_become_links(make_dossier, url):
    dossier = make_dossier(sources=[small_tables()["sources"][0] | {"url": url}])
    assert table_rows(dossier)["link"].isna().all()


def test_empty_choice_makes_an_empty_table(small):
    none = Filters(text="nothing has these words").apply(small)
    assert fit_rows(none).empty


def many(small, count):
    incidents = pd.concat([small.incidents] * (count // 4), ignore_index=True)
    return small.with_table("incidents", incidents)


def test_page_after_page_gives_every_row_once(small):
    dossier = many(small, 2 * PAGE_ROWS + 40)
    assert [len(table_rows(dossier, page=page)) for page in (1, 2, 3, 4)] == [PAGE_ROWS, PAGE_ROWS, 40, 0]


def test_long_texts_are_cut_until_the_page_fits_the_budget(small):
    dossier = many(small, PAGE_ROWS)
    titles = [f"{n:03d} {'слово ' * 200}" for n in range(PAGE_ROWS)]
    dossier = dossier.with_table("incidents", dossier.incidents.assign(title=titles))
    assert text_bytes(table_rows(dossier)) > 10_000
    table = fit_rows(dossier, budget=10_000)
    assert len(table) == PAGE_ROWS
    assert text_bytes(table) <= 10_000


def test_repeated_text_counts_once():
    assert text_bytes(pd.DataFrame({"type": ["shooting"] * 500, "sources": range(500)})) == 8


def test_drawing_the_table_leaves_the_dossier_as_it_was(small):
    before = small.incidents.copy()
    fit_rows(small)
    pd.testing.assert_frame_equal(small.incidents, before)


def test_titles_come_in_the_language_and_the_files_keep_theirs(shipped):
    russian = in_language(shipped, "ru")
    row = russian.incidents.set_index("incident_id").loc["2022-09-16-batken-town"]
    assert (row["title"], row["event_title"]) == (
        "Ракетный обстрел города Баткен",
        "Эскалация сентября 2022 года",
    )
    assert set(table_rows(russian)["title"]).isdisjoint(table_rows(shipped)["title"])
    for text in ("rocket fire", "ракетный"):
        assert list(Filters(text=text).apply(russian).incidents["incident_id"]) == ["2022-09-16-batken-town"]
    assert in_language(shipped, "en") is shipped


def test_order_is_over_all_pages(small):
    dossier = many(small, 240)
    pages = [
        table_rows(dossier, page=page, order="earliest", columns=("date",))["date"] for page in (1, 2, 3)
    ]
    together = [text for page in pages for text in page]
    assert together == ["2022-09"] * 60 + ["2022-09-14"] * 60 + ["2022-09-16"] * 60 + ["–"] * 60


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_every_order_keeps_every_row(small, order):
    titles = sorted(table_rows(small, order=order)["title"])
    assert titles == sorted(small.incidents["title"])


def test_codes_are_ordered_by_what_they_mean_and_the_unknown_comes_last(make_dossier):
    rows = [
        incident("i1", "2022-01-01", lat=50.5, lon=10.9, geo_precision="near", place="b"),
        incident("i2", "2022-01-02", lat=50.5, lon=10.5, geo_precision="exact", place=None),
        incident("i3", "2022-01-03", geo_precision="unknown", place="A"),
    ]
    dossier = make_dossier(incidents=rows, claims=[], accounts=[])

    def days(order):
        return [text[-2:] for text in table_rows(dossier, order=order)["date"]]

    assert days("precise") == ["02", "01", "03"]
    assert days("place") == ["03", "01", "02"]
    assert days("nearest") == ["01", "02", "03"]


def test_chosen_columns_stand_in_their_own_order(small):
    chosen = ("sources", "summary", "event", "date")
    assert list(table_rows(small, columns=chosen)) == ["date", "event", "summary", "sources"]
    assert table_rows(small, columns=COLUMNS).shape == (4, len(COLUMNS) + 1)
    assert table_rows(small, columns=("event",))["event"].tolist() == ["–", "Autumn clash", "–", "–"]


def test_own_columns_of_the_dossier_are_offered_and_shown(small):
    dossier = small.with_table("incidents", small.incidents.assign(fatalities=[1, 2, 3, 4]))
    assert other_columns(small) == ()
    assert other_columns(dossier) == ("fatalities",)
    assert sorted(table_rows(dossier, columns=("date", "fatalities"))["fatalities"]) == ["1", "2", "3", "4"]
