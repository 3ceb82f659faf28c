"""The real public sets, where they are: rows, label totals, cards, and balance of style."""

import pytest
from data_support import REAL, ROOT, needs_real_sets, recipe_named

from classifier.dataset import label_totals
from classifier.labels import Label
from classifier.recipes import RECIPES, samples, verified
from classifier.recipes.cards import card, head, sums
from classifier.recipes.hand_check import readings
from classifier.recipes.mails import read_octets
from classifier.recipes.recipe import rows
from classifier.recipes.wikipedia import as_lowered

CARDS = ROOT / "data" / "cards"


def test_each_recipe_has_its_card_and_no_card_is_left_over():
    assert {path.stem for path in CARDS.glob("*.md")} == {recipe.name for recipe in RECIPES}
    for recipe in RECIPES:
        assert (CARDS / f"{recipe.name}.md").read_text(encoding="utf-8").startswith(head(recipe)), recipe.name
    assert (ROOT / "data" / "SHA256SUMS").read_text(encoding="utf-8") == sums()


@needs_real_sets
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_the_file_has_its_rows_ids_are_unique_and_the_card_tells_the_truth(recipe):
    path = verified(recipe, REAL)
    read = read_octets if path.suffixes[-2:] == [".tar", ".xz"] else rows
    assert sum(1 for _ in read(path)) == recipe.rows
    found = list(samples(recipe, REAL))
    assert len({sample.id for sample in found}) == len(found)
    assert all(sample.source == recipe.name and sample.labels and 0 < sample.weight <= 1 for sample in found)
    assert (CARDS / f"{recipe.name}.md").read_text(encoding="utf-8") == card(recipe, found)


@needs_real_sets
def test_jigsaw_has_the_totals_that_are_published_for_it_but_where_readings_differ():
    totals = label_totals(samples(recipe_named("jigsaw"), REAL))
    found = {label.value: yes for label, (yes, _) in totals.items() if yes}
    withdrawn = {"threat": 466 - 264, "obscene": 3910 - 3763}
    assert found == {
        "abuse": 5525, "obscene": 3910 - withdrawn["obscene"], "threat": 466 - withdrawn["threat"],
        "insult": 3769, "identity_hate": 1037, "self_harm_encouragement": 30,
    }  # fmt: skip


@needs_real_sets
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_no_set_teaches_a_label_that_readings_found_more_often_wrong_than_right(recipe):
    read = [one for one in readings() if (one.name, one.part, one.mapped) == (recipe.name, "all", True)]
    poor = {one.label for one in read if one.right < one.wrong}
    taught = {label for label, (yes, _) in label_totals(samples(recipe, REAL)).items() if yes}
    assert not poor & taught


@needs_real_sets
def test_in_jigsaw_lower_case_without_punctuation_tells_nothing_about_abuse():
    found = list(samples(recipe_named("jigsaw"), REAL))
    shares = []
    for toxic in (True, False):
        side = [sample.text for sample in found if sample.labels.get(Label.ABUSE) is toxic]
        shares.append(
            sum(text == text.lower() and "," not in text and "." not in text for text in side) / len(side)
        )
    assert abs(shares[0] - shares[1]) < 0.05, shares
    assert as_lowered("It's A.B.") == "it s a b"
