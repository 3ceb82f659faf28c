"""The frozen splits of our own corpus: which groups are learnt from, chosen and calibrated on, or only tested on.

Groups are never near-duplicates of one another (`duplicates` sees to it), so each is a component of its own.
"""

from pathlib import Path
from typing import Final

from classifier.corpus.section import Section, listed
from classifier.recipes.authored import authored
from classifier.recipes.parts import HELD_OUT, SHARES
from classifier.split import grouped

FILE: Final = Path(__file__).parents[2] / "data" / "splits.tsv"
PARTS: Final = ("train", "validation", "test")


def splits(folder: Path, file: Path = FILE) -> Section:
    """Return how today's splits differ from those written down: a group may come or go, but never change sides."""
    today = _today(folder)
    frozen = dict(line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:])
    moved = [group for group, part in today.items() if frozen.get(group, part) != part]
    fresh = [group for group in today if group not in frozen]
    counts = {part: sum(value == part for value in today.values()) for part in PARTS}
    return Section(
        "splits",
        tuple(
            f"{len(groups)} groups {what}: {listed(groups)}"
            for groups, what in (
                (moved, "changed sides"),
                (fresh, f"are not in {file.name}; add them with --freeze"),
            )
            if groups
        ),
        (f"groups: {counts}; of {', '.join(sorted(HELD_OUT))} nothing is learnt",),
        counts,
    )


def freeze(folder: Path, file: Path = FILE) -> None:
    """Write today's splits down."""
    lines = ["group\tpart", *(f"{group}\t{part}" for group, part in sorted(_today(folder).items()))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _today(folder: Path) -> dict[str, str]:
    samples = list(authored(folder))
    parts = grouped(samples, [sample.group for sample in samples], SHARES, HELD_OUT)
    return {sample.group.partition(":")[2]: part for part in PARTS for sample in getattr(parts, part)}
