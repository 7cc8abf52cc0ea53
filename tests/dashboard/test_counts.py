from dashboard.counts import say_left_out, say_shown
from geo import Counts


def counts(**changes):
    zero = dict.fromkeys(
        ("total", "shown", "visible", "certain", "possible", "undated", "unlocated", "filtered"), 0
    )
    return Counts(**zero | changes)


def test_empty_dossier_is_said():
    assert say_shown(counts()) == "This dossier has no incidents."


def test_no_match_names_the_total():
    assert say_shown(counts(total=149, filtered=149)) == "No incident matches. The dossier has 149 incidents."


def test_all_shown_is_said():
    assert say_shown(counts(total=3, shown=3)) == "All 3 incidents of the dossier are shown."


def test_only_incident_is_said_in_the_singular():
    assert say_shown(counts(total=1, shown=1)) == "The only incident of the dossier is shown."


def test_one_of_many_is_said_in_the_singular():
    assert say_shown(counts(total=1200, shown=1, filtered=1199)) == "1 of 1,200 incidents is shown."


def test_everything_left_out_has_its_sentence():
    said = say_left_out(counts(total=20, shown=10, certain=7, possible=3, unlocated=1, undated=2, filtered=8))
    assert said == [
        "7 surely within the dates, 3 possibly: their date is known too coarsely.",
        "1 of them has no known place and is in the table only.",
        "2 have no date and are left out while dates are set.",
        "8 are outside the filters.",
    ]


def test_nothing_left_out_says_nothing():
    assert say_left_out(counts(total=2, shown=2, visible=2, certain=2)) == []
