"""Readings of the public sets by hand: which samples to draw, and what was found (data/cards/hand_check.tsv).

`python -m classifier.recipes.hand_check SET FOLDER` prints a draw from a set for the next reader.
"""

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classifier.dataset import DatasetError, Sample
from classifier.labels import Label

TABLE: Final = Path(__file__).parents[2] / "data" / "cards" / "hand_check.tsv"
"""Where the readings lie in a source tree."""

FROM_ABUSE: Final = 100
FROM_OTHERS: Final = 12
"""Samples to draw for `abuse`, half of each value if there are both, and for each other label that is carried."""

_HEAD: Final = "set part seed label mapped read right wrong unclear"
_MAPPED: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one draw found.

    Attributes:
        name: the set's, as in its recipe, or in the one that it had.
        part: which of its samples the draw is from; `all`, `whole` if each was read, or as the set calls it.
        seed: of the draw.
        label: the label that was judged.
        mapped: its value by the mapping as it was then; where that was poor it has been changed since.
        right: samples that carry the label, or do not, by our definitions (`classifier.labels`) as mapped.
        wrong: samples that plainly do not.
        unclear: samples that another careful reader may judge otherwise, or that need what stood before them.
    """

    name: str
    part: str
    seed: str
    label: Label
    mapped: bool
    right: int
    wrong: int
    unclear: int

    @property
    def read(self) -> int:
        """How many samples were read."""
        return self.right + self.wrong + self.unclear


def readings(path: Path = TABLE) -> list[Reading]:
    """Return all readings in the table's order.

    Raises:
        DatasetError: the file cannot be read, or a line has other columns or counts that do not add up.
    """
    try:
        head, *lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{path} cannot be read ({problem}); restore it from the repository") from None
    if head.split("\t") != _HEAD.split():
        raise DatasetError(f"{path}: the columns must be {_HEAD}, with tabs between them")
    return [_reading(line, f"{path}, line {number}") for number, line in enumerate(lines, 2)]


def drawn(found: Iterable[Sample], seed: str) -> list[tuple[Label, bool, Sample]]:
    """Return samples to be read, each for one label and the value that is mapped for it; the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, nothing secret
    left = {sample.id: sample for sample in sorted(found, key=lambda sample: sample.id)}
    values = [value for value in (True, False) if _bearing(left.values(), Label.ABUSE, value=value)]
    wanted = [(Label.ABUSE, value, FROM_ABUSE // len(values)) for value in values]
    wanted += [(label, True, FROM_OTHERS) for label in Label if label is not Label.ABUSE]
    rows = []
    for label, value, number in wanted:
        pool = _bearing(left.values(), label, value=value)
        for sample in chance.sample(pool, min(number, len(pool))):
            del left[sample.id]
            rows.append((label, value, sample))
    return rows


def section(name: str) -> str:
    """Return the part of a set's card that tells of its readings, Markdown; empty if there is none."""
    lines = [_row(reading) for reading in readings() if reading.name == name]
    if not lines:
        return ""
    return "\n".join(
        (
            "## Read by hand",
            "",
            "Read by one person, who judged the value that was mapped before the readings changed the mapping.",
            "",
            "| Samples | Label | Mapped | Read | Right | Wrong | Unclear |",
            "|---|---|---|---:|---:|---:|---:|",
            *lines,
            "",
            "",
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Print label, value and text of a draw, one a line; the arguments are a set and the folder of the sets."""
    from classifier.recipes import RECIPES, samples  # noqa: PLC0415 - the cards of the recipes need this module

    (recipe,) = (recipe for recipe in RECIPES if recipe.name == arguments[0])
    for label, value, sample in drawn(samples(recipe, Path(arguments[1])), f"1999:{recipe.name}"):
        sys.stdout.write(f"{label}\t{value}\t{' '.join(sample.whole.split())}\n")
    return 0


def _bearing(found: Iterable[Sample], label: Label, *, value: bool) -> list[Sample]:
    return [sample for sample in found if sample.labels.get(label) is value]


def _reading(line: str, where: str) -> Reading:
    try:
        name, part, seed, label, mapped, *counts = line.split("\t")
        read, right, wrong, unclear = map(int, counts)
        found = Reading(name, part, seed, Label(label), _MAPPED[mapped], right, wrong, unclear)
    except (ValueError, KeyError) as problem:
        raise DatasetError(f"{where} is no reading ({problem}); correct the line or remove it") from None
    if found.read != read:
        raise DatasetError(f"{where}: right, wrong and unclear must add up to {read}; correct the line")
    return found


def _row(reading: Reading) -> str:
    mapped = "yes" if reading.mapped else "no"
    counts = f"{reading.read} | {reading.right} | {reading.wrong} | {reading.unclear}"
    return f"| {reading.part} | {reading.label} | {mapped} | {counts} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
