"""Readings of the public sets: draws that can be repeated, a table whose counts add up, their place in the cards."""

from pathlib import Path

import pytest

from classifier.dataset import NO_ABUSE, DatasetError, Register, Sample
from classifier.labels import Label
from classifier.recipes import RECIPES
from classifier.recipes.cards import head
from classifier.recipes.hand_check import drawn, readings

HEAD = "set\tpart\tseed\tlabel\tmapped\tread\tright\twrong\tunclear\n"


def numbered(number: int, labels: dict[Label, bool]) -> Sample:
    return Sample(f"x:{number}", str(number), labels, "x", "en", f"x:{number}", Register.PUBLIC)


def test_each_set_was_read_a_hundred_times_or_whole():
    read = {recipe.name: 0 for recipe in RECIPES}
    for reading in readings():
        read[reading.name] = read.get(reading.name, 0) + reading.read
    few = {name: number for name, number in read.items() if number < 100}
    assert few == {"jigsaw_borderline": 28}, "which knows no abuse"


def test_a_card_tells_what_was_read():
    (recipe,) = (recipe for recipe in RECIPES if recipe.name == "davidson")
    assert "| unanimous | abuse | yes | 40 | 27 | 3 | 10 |" in head(recipe)


def test_a_draw_is_half_of_each_value_repeats_itself_and_takes_nothing_twice():
    found = [numbered(number, {Label.ABUSE: number % 3 == 0}) for number in range(300)]
    found += [numbered(number, {Label.THREAT: True}) for number in range(300, 340)]
    rows = drawn(found, "seed")
    assert rows == drawn(reversed(found), "seed") != drawn(found, "another")
    assert len({sample.id for _, _, sample in rows}) == len(rows) == 112
    assert all(sample.labels[label] is value for label, value, sample in rows)
    assert sum(value for label, value, _ in rows if label is Label.ABUSE) == 50


def test_of_a_set_with_one_value_a_hundred_of_that_are_drawn():
    rows = drawn([numbered(number, dict(NO_ABUSE)) for number in range(200)], "seed")
    assert [(label, value) for label, value, _ in rows] == [(Label.ABUSE, False)] * 100


@pytest.mark.parametrize(
    "line",
    [
        "x\tall\ts\tabuse\tyes\t10\t5\t3\t1",
        "x\tall\ts\tabuse\tperhaps\t9\t5\t3\t1",
        "x\tall\ts\trude\tyes\t9\t5\t3\t1",
        "x\tall\ts\tabuse\tyes\t9\t5\t3",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str):
    path = tmp_path / "table.tsv"
    path.write_text(f"{HEAD}{line}\n")
    with pytest.raises(DatasetError, match="line 2"):
        readings(path)
    path.write_text("set\n")
    with pytest.raises(DatasetError, match="columns"):
        readings(path)
