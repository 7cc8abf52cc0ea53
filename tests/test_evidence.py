"""The default dossier carries the evidence it was made for, and every reference in it resolves."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from frictionless import Resource, Schema

DATA = Path(__file__).resolve().parent.parent / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABULAR = [name for name, resource in RESOURCES.items() if "schema" in resource]
OWN = PACKAGE["dossier"]


def read(name: str) -> list[dict]:
    path = DATA / RESOURCES[name]["path"]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [feature["properties"] | {"geometry": feature["geometry"]} for feature in features]


TABLES = {name: read(name) for name in TABULAR}


def keys(table: str, column: str) -> set[str]:
    return {row[column] for row in TABLES[table]}


def texts(table: str, *columns: str) -> list[str]:
    names = columns or tuple(field["name"] for field in RESOURCES[table]["schema"]["fields"])
    return [" | ".join(str(row[name] or "") for name in names) for row in TABLES[table]]


def finds(table: str, *patterns: str) -> bool:
    """Say whether one row of a table holds all patterns."""
    return any(all(re.search(each, text) for each in patterns) for text in texts(table))


def claims(subject: str, **wanted: str) -> list[dict]:
    return [
        row
        for row in TABLES["claims"]
        if row["subject_id"] == subject and all(row[key] == value for key, value in wanted.items())
    ]


@pytest.mark.parametrize(
    ("table", "least"),
    {
        "incidents": 185, "events": 17, "claims": 370, "accounts": 250, "hotspots": 60, "milestones": 135,
        "damage": 16, "crossings": 5, "crossing_status": 27, "boundary_status": 20, "delimitation": 40,
        "coverage": 38, "sources": 680, "enclaves": 8,
    }.items(),
)  # fmt: skip
def test_that_nothing_got_lost(table, least):
    assert len(TABLES[table]) >= least


@pytest.mark.parametrize("name", TABULAR)
def test_rows_keep_to_their_schema(name):
    schema = RESOURCES[name]["schema"]
    header = [field["name"] for field in schema["fields"]]
    cells = [[row[column] for column in header] for row in TABLES[name]]
    own = {key: value for key, value in schema.items() if key != "foreignKeys"}
    report = Resource(data=[header, *cells], schema=Schema.from_descriptor(own)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:10]
    extra = {column for row in TABLES[name] for column in row} - set(header) - {"geometry"}
    assert not extra


def test_every_field_says_what_it_is():
    for name in TABULAR:
        for field in RESOURCES[name]["schema"]["fields"]:
            assert field["description"].endswith("."), (name, field["name"])
    for resource in PACKAGE["resources"]:
        assert resource["licenses"]
        assert resource["attribution"]


def test_foreign_keys_resolve():
    checked = 0
    for name in TABULAR:
        for link in RESOURCES[name]["schema"].get("foreignKeys", []):
            (column,), target = link["fields"], link["reference"]
            assert keys(name, column) - {None} <= keys(target["resource"], target["fields"][0]), (
                name,
                column,
            )
            checked += 1
    assert checked >= 6


def test_subjects_resolve():
    subjects = keys("incidents", "incident_id") | keys("events", "event_id")
    assert keys("accounts", "subject_id") <= subjects
    assert keys("claims", "subject_id") <= subjects | keys("milestones", "milestone_id")


def test_claimants_and_parties_are_known_and_used():
    known = {claimant["id"] for claimant in OWN["claimants"]}
    assert keys("claims", "claimant") | keys("delimitation", "claimant") == known
    parties = {party["id"] for party in OWN["parties"]}
    assert {claimant["party"] for claimant in OWN["claimants"]} - {None} == parties
    assert keys("claims", "of_party") - {None} == parties
    assert all({row["party"] for row in TABLES["accounts"] if row["subject_id"] == event} in (set(), parties)
               for event in keys("events", "event_id"))  # fmt: skip


def test_every_source_is_used_and_every_use_is_known():
    used = set()
    for name in TABULAR:
        for row in TABLES[name]:
            if name != "sources":
                used.update((row.get("source_ids") or row.get("source_id") or "").split(";"))
    assert used - {""} == keys("sources", "source_id")


def test_sources_are_distinct():
    addresses = Counter(row["url"] for row in TABLES["sources"] if row["url"])
    assert [url for url, count in addresses.items() if count > 1] == []
    for row in TABLES["sources"]:
        assert row["url"] or row["title"]
        assert (row["url"] or "https://").startswith(("http://", "https://"))
        assert bool(row["date"]) == bool(row["dated"])


def test_codes_have_words():
    fields = {
        "incident_type": [("incidents", "incident_type")],
        "measure": [("claims", "measure")],
        "kind": [("events", "kind"), ("hotspots", "kind"), ("milestones", "kind")],
        "status": [("boundary_status", "status")],
        "state": [("crossing_status", "state")],
        "qualifier": [("claims", "qualifier"), ("delimitation", "qualifier")],
        "delimitation": [("delimitation", "measure")],
        "geo_precision": [("incidents", "geo_precision"), ("hotspots", "geo_precision")],
        "date_precision": [("incidents", "date_precision"), ("milestones", "date_precision")],
        "confidence": [("incidents", "confidence"), ("milestones", "confidence")],
    }
    for group, places in fields.items():
        for table, column in places:
            assert keys(table, column) - {None} <= OWN["labels"][group].keys(), (group, table)


def test_dates_run_forwards_and_say_how_precise_they_are():
    for row in TABLES["incidents"]:
        first, last = date.fromisoformat(row["date_start"]), date.fromisoformat(row["date_end"])
        assert first <= last
        assert (first == last) or row["date_precision"] != "day", row["incident_id"]
    for table in ("events", "milestones"):
        assert all(row["date_start"] <= (row["date_end"] or row["date_start"]) for row in TABLES[table])


def test_incidents_lie_within_their_event():
    events = {row["event_id"]: row for row in TABLES["events"]}
    linked = [row for row in TABLES["incidents"] if row["event_id"]]
    assert len(linked) >= 90
    for row in linked:
        event = events[row["event_id"]]
        assert row["date_start"] <= event["date_end"], row["incident_id"]
        assert row["date_end"] >= event["date_start"], row["incident_id"]


def test_points_are_on_the_map_or_absent():
    west, south, east, north = OWN["bounds"]
    for table in ("incidents", "hotspots", "crossings", "damage"):
        for row in TABLES[table]:
            assert (row["geometry"] is None) == (row["geo_precision"] == "unknown"), row
            if row["geometry"]:
                lon, lat = row["geometry"]["coordinates"]
                assert west <= lon <= east, row
                assert south <= lat <= north, row


def test_damage_counts_are_no_incidents():
    assert not [row for row in TABLES["incidents"] if "damage" in row["incident_id"]]
    assert sum(row["buildings"] for row in TABLES["damage"]) == 398
    assert all("no responsibility is assigned" in row["method"] for row in TABLES["damage"])


def test_stand_ins_are_never_exact():
    marked = [row for row in TABLES["incidents"] if row["stand_in"]]
    assert marked
    assert not [row for row in marked if row["geo_precision"] in {"exact", "place"}]
    assert all(row["stand_in"] for row in TABLES["incidents"] if "stand-in" in row["coord_source"])
    golovnoy = [row for row in TABLES["incidents"] if row["hotspot_id"] == "golovnoy"]
    assert golovnoy
    assert all(row["stand_in"] for row in golovnoy)


def test_coverage_counts_what_is_there():
    found = Counter(row["date_start"][:4] for row in TABLES["incidents"])
    rows = {row["year"]: row for row in TABLES["coverage"]}
    assert set(rows) == {str(year) for year in range(1989, 2027)}
    assert all(int(row["found"]) == found[year] for year, row in rows.items())
    assert [rows[year]["published"] for year in ("2014", "2017", "2019", "2020")] == ["32", "10", "14", "9"]
    assert all(row["searched"] for row in rows.values())


def test_every_sector_has_a_status_before_and_from_the_treaty():
    for sector in keys("boundaries", "sector_id"):
        rows = [row for row in TABLES["boundary_status"] if row["sector_id"] == sector]
        days = [row["valid_from"] for row in rows]
        assert days[0] is None
        assert days[1:] == sorted(days[1:])
        assert (days[-1], rows[-1]["status"]) == ("2025-03-13", "treaty")


def test_titles_are_distinct_on_a_day():
    titles = Counter((row["title"], row["date_start"]) for row in TABLES["incidents"])
    assert max(titles.values()) == 1


def test_working_notes_are_not_in_the_texts():
    for name in TABULAR:
        for text in texts(name):
            assert not re.search(r"\bproxy\b|hotspots\.csv|enclaves\.csv|see notes|was retrieved", text), text


# the nineteen facts of SpecialEurasia's article of March 2023
SEPTEMBER = "2022-09-escalation"


def test_fact_1_ownership_disputed_since_1991_from_different_soviet_maps():
    assert finds("milestones", "1991", "ownership of several territories", "Soviet maps and agreements")


@pytest.mark.parametrize(
    ("hotspot", "spelling"),
    [
        ("ak-sai", "Ak-Sai"),
        ("kok-tash", "Kok-Taş"),
        ("samarkandyk", "Samarkandyk"),
        ("chorku", "Corku"),
        ("surkh", "Surh"),
    ],
)
def test_fact_2_clashes_recur_at_named_points(hotspot, spelling):
    (row,) = [each for each in TABLES["hotspots"] if each["hotspot_id"] == hotspot]
    assert spelling in row["variants"].split(";")
    assert "specialeurasia-2023-03" in row["source_ids"].split(";")
    assert row["geometry"]


def test_fact_3_vorukh_is_a_tajik_exclave_surrounded_by_kyrgyz_territory():
    rows = [row for row in TABLES["enclaves"] if row["enclave_id"] == "vorukh"]
    assert rows
    assert all((row["administered_by"], row["surrounded_by"]) == ("TJK", "KGZ") for row in rows)
    assert all("not demarcated" in row["status_note"] for row in rows)
    assert finds("hotspots", "^vorukh ", "exclave", "conflict centres lie around it")


def test_fact_4_rahmon_is_president_since_1994():
    assert finds("milestones", "Rahmon", "president of Tajikistan since 1994", "no settlement")


def test_fact_5_fire_while_the_presidents_attended_the_sco_summit():
    assert finds(
        "events",
        SEPTEMBER,
        "exchanged fire",
        "both presidents attended the SCO summit in Samarkand, Uzbekistan",
    )
    assert finds("milestones", "2022-09-15", "Samarkand", "summit")


def test_fact_6_each_side_blamed_the_other():
    rows = [row for row in TABLES["accounts"] if row["subject_id"] == SEPTEMBER]
    assert [(row["party"], "blame" in row["account"]) for row in rows] == [("KGZ", True), ("TJK", True)]


@pytest.mark.parametrize(("measure", "value"), [("killed", "63"), ("injured", "195")])
def test_fact_7_kyrgyz_toll_as_of_28_september(measure, value):
    (row,) = claims(SEPTEMBER, measure=measure, of_party="KGZ", as_of="2022-09-28", value=value)
    assert row["claimant"] == "kgz-government"
    assert "SpecialEurasia" in row["channel"]


def test_fact_8_the_ministry_of_emergency_situations_evacuated_136770():
    (row,) = claims(SEPTEMBER, measure="evacuated", value="136770")
    assert row["claimant"] == "kgz-emergencies-ministry"


def test_fact_9_tajik_authorities_count_74_dead():
    (row,) = claims(SEPTEMBER, measure="killed", of_party="TJK", value="74")
    assert row["claimant"] == "tjk-authorities"


def test_fact_10_protocol_of_19_september():
    assert finds("milestones", "2022-09-19", "stabilising the border and establishing peace")
    (event,) = [row for row in TABLES["events"] if row["event_id"] == SEPTEMBER]
    assert event["ceasefire"] == "2022-09-19"


def test_fact_11_armenia_and_kyrgyzstan_stayed_away_from_rubezh_2022():
    assert finds("milestones", "Armenia, dissatisfied with the CSTO", "Rubezh-2022 in Tajikistan", "exercise")
    assert finds("milestones", "Kyrgyzstan did not take part in the CSTO exercise because of the escalation")


def test_fact_12_csto_in_kazakhstan_in_january_2022():
    assert finds("milestones", "2022-01-01", "CSTO forces intervened in Kazakhstan")


def test_fact_13_delegations_in_bishkek_in_february_2023():
    assert finds("milestones", "2023-02-03", "2023-02-09", "Bishkek", "delegations")


def test_fact_14_revenko_on_measures_of_the_csto():
    assert finds(
        "milestones", "2023-03-04", "Revenko", "Belarusian defence ministry", "ready to propose measures"
    )


def test_fact_15_talks_in_dushanbe_seek_a_permanent_solution():
    assert finds("milestones", "2023-03-10", "Dushanbe", "permanent solution and the demarcation")


def test_fact_16_tasmagambetov_meets_japarov():
    assert finds(
        "milestones", "2023-03-10", "Bishkek", "Tasmagambetov", "Japarov", "Indestructible Brotherhood-2023"
    )


def test_fact_17_tasmagambetov_meets_rahmon():
    assert finds("milestones", "2023-03-13", "Dushanbe", "Tasmagambetov", "E. Rahmon")


def test_fact_18_knyazev_on_complete_demilitarisation():
    assert finds(
        "milestones",
        "Knyazev",
        "complete demilitarisation",
        "CSTO monitors or peacekeepers in a demilitarised zone",
    )


def test_fact_19_moscow_offers_declined():
    assert finds("milestones", "both states had declined earlier offers of help from Moscow")


def test_the_article_is_a_source():
    (row,) = [each for each in TABLES["sources"] if each["source_id"] == "specialeurasia-2023-03"]
    assert row["publisher"] == "SpecialEurasia"
    assert row["url"] == "https://www.specialeurasia.com/2023/03/15/csto-kyrgyzstan-tajikistan/"


def read_titles() -> list[dict]:
    with (DATA / "build" / "tables" / "titles_ru.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", ["events", "milestones", "incidents"])
def test_every_title_is_said_in_russian_and_none_is_older_than_the_english_one(table):
    key = f"{table[:-1]}_id"
    translated = {
        row["id"]: (row["title"], row["title_ru"]) for row in read_titles() if row["table"] == table
    }
    assert translated == {row[key]: (row["title"], row["title_ru"]) for row in TABLES[table]}
    for title, russian in translated.values():
        assert re.search("[а-яё]", russian), title


def test_russian_titles_keep_the_figures_of_the_english_ones():
    def figures(title: str) -> set[str]:
        # years of a span are written out in Russian, and decimals with a comma
        return set(
            re.findall(r"\d+", re.sub(r"\b(19\d\d)-(\d\d)\b", r"\1-19\2", title.replace("4,900", "4900")))
        )

    moved = [row["title"] for row in read_titles() if figures(row["title"]) != figures(row["title_ru"])]
    assert moved == []
