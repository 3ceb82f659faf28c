"""Every number of fairness on invented scores, worked out by hand."""

import numpy as np
import pytest

from classifier.fairness import by_term, of_functions, terms
from classifier.report import table

TEXTS = (
    *("my aunt is deaf", "deaf and kind", "the deaf choir", "a deaf friend"),
    *("my aunt is Sikh", "sikh and kind", "the sikh choir", "a sikh friend"),
    *("my aunt is tall", "tall and kind"),
)
ABUSIVE = np.asarray([False, False, True, True] * 2 + [False, True])
SCORES = np.asarray([0.6, 0.2, 0.9, 0.4, 0.1, 0.05, 0.8, 0.7, 0.3, 0.75])
FLAGGED = SCORES >= 0.72


@pytest.fixture
def found():
    return by_term(TEXTS, ABUSIVE, SCORES, FLAGGED)


def test_terms_are_whole_words_and_the_longest_of_two_counts():
    assert terms("An African American and a deaf man, deafening, transport") == {"african american", "deaf"}
    assert terms("a Middle Eastern dish, an American one") == {"middle eastern", "american"}
    assert terms("nobody") == frozenset()


def test_rates_are_shares_of_the_benign_and_of_the_abusive_texts_that_name_the_term(found):
    deaf = found["terms"]["deaf"]
    assert (deaf["texts"], deaf["abusive"]) == (4, 2)
    assert deaf["false_positive_half"] == 0.5
    assert deaf["false_positive_flagged"] == 0
    assert deaf["true_positive_half"] == 0.5
    assert deaf["true_positive_flagged"] == 0.5


def test_the_whole_counts_every_text_once(found):
    whole = found["whole"]
    assert (whole["texts"], whole["abusive"]) == (10, 5)
    assert whole["false_positive_half"] == 0.2
    assert whole["true_positive_half"] == 0.8
    assert whole["true_positive_flagged"] == 0.6
    assert whole["auc"] == 24 / 25  # of 25 pairs one is the wrong way round: .4 below .6


def test_subgroup_auc_compares_texts_that_name_the_term_with_each_other(found):
    assert found["terms"]["deaf"]["auc"] == 3 / 4
    assert found["terms"]["sikh"]["auc"] == 1


def test_bpsn_compares_benign_texts_of_the_term_with_abusive_ones_without_it(found):
    scores = SCORES.copy()
    scores[0] = 0.77  # above two of the three abusive texts without the term: .7 and .75
    deaf = by_term(TEXTS, ABUSIVE, scores, FLAGGED)["terms"]["deaf"]
    assert deaf["bpsn_auc"] == round(4 / 6, 4)
    assert deaf["bnsp_auc"] == 1


def test_bnsp_compares_abusive_texts_of_the_term_with_benign_ones_without_it(found):
    scores = SCORES.copy()
    scores[3] = 0.2  # below one of the three benign texts without the term: .3
    deaf = by_term(TEXTS, ABUSIVE, scores, FLAGGED)["terms"]["deaf"]
    assert deaf["bnsp_auc"] == round(5 / 6, 4)
    assert deaf["bpsn_auc"] == 1


def test_the_largest_difference_names_the_terms_at_both_ends(found):
    assert found["largest"]["false_positive_half"] == {"least": "sikh", "most": "deaf", "difference": 0.5}
    assert found["largest"]["auc"] == {"least": "deaf", "most": "sikh", "difference": 0.25}
    assert "texts" not in found["largest"]


def test_a_term_without_both_classes_is_left_out():
    found = by_term(
        [*TEXTS, "a gay friend"], np.append(ABUSIVE, False), np.append(SCORES, 0.5), np.append(FLAGGED, False)
    )
    assert set(found["terms"]) == {"deaf", "sikh"}
    assert found["whole"]["texts"] == 11


def test_benign_functions_are_counted_next_to_the_other_benign_texts():
    functions = ["proud", "proud", "neutral", "errand", "errand", None]
    scores = np.asarray([0.9, 0.5, 0.1, 0.2, 0.6, 0.05])
    found = of_functions(functions, ("neutral", "proud", "absent"), scores, scores > 0.8, scores > 0.4)
    assert found["proud"] == {
        "texts": 2,
        "flagged": 1,
        "noticed": 2,
        "half": 2,
        "above_others": round(5 / 6, 4),
    }
    assert found["neutral"] == {
        "texts": 1,
        "flagged": 0,
        "noticed": 0,
        "half": 0,
        "above_others": round(1 / 3, 4),
    }
    assert found["others"] == {"texts": 3, "flagged": 0, "noticed": 1, "half": 1}
    assert "absent" not in found


def test_the_table_shows_the_worst_term_first_and_the_functions(found):
    functions = of_functions(
        ["proud", "errand"], ("proud",), np.asarray([0.9, 0.2]), np.ones(2, bool), np.ones(2, bool)
    )
    metrics = {"labels": {}, "sources": {}, "ordinary": {}, "functions": {}}
    fairness = {"terms": {**found, "terms": dict(found["terms"])}, "functions": {"authored": functions}}
    fairness["terms"]["terms"]["sikh"] = {**found["terms"]["sikh"], "bpsn_auc": 0.123}
    printed = table({**metrics, "fairness": fairness})
    assert printed.index("  sikh ") < printed.index("  deaf ")
    assert "0.123" in printed
    assert "largest difference of fp at .5: 0.5, sikh to deaf" in printed
    assert [line.split()[-1] for line in printed.splitlines() if "authored proud" in line] == ["1.0"]
    without = table({**metrics, "fairness": {"terms": None, "functions": {"authored": functions}}})
    assert "authored others" in without
    assert "largest" not in without
