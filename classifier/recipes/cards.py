"""Data set cards, written from the recipes and the files (`python -m classifier.recipes.cards FOLDER`)."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from classifier.dataset import Sample, label_totals
from classifier.recipes import RECIPES, Recipe, samples
from classifier.recipes.hand_check import section

FOLDER: Final = Path(__file__).parents[2] / "data" / "cards"
"""Where the cards lie in a source tree."""


def head(recipe: Recipe) -> str:
    """Return the part of a card that the recipe alone determines."""
    return "\n".join(
        (
            f"# {recipe.name}",
            "",
            f"- File: `{recipe.file}`, {recipe.rows:,} rows, `sha256:{recipe.sha256}`",
            f"- Source: {recipe.source}",
            f"- Licence: {recipe.licence}",
            f"- Use: {_USES[recipe.use]}",
            "",
            "## How its labels map",
            "",
            recipe.mapping,
            "",
            "## Known problems",
            "",
            recipe.problems,
            "",
            section(recipe.name),
        )
    )


def numbers(found: Sequence[Sample]) -> str:
    """Return the part of a card that counts the samples and their known labels."""
    groups = len({sample.group for sample in found})
    registers = ", ".join(sorted({sample.register.value for sample in found}))
    languages = ", ".join(sorted({sample.language for sample in found}))
    lines = [
        "## Samples",
        "",
        f"{len(found):,} in {groups:,} groups; language {languages}; register {registers}.",
        "",
        "| Label | Carries it | Does not | Unknown |",
        "|---|---:|---:|---:|",
    ]
    for label, (yes, no) in label_totals(found).items():
        lines.append(f"| {label} | {yes:,} | {no:,} | {len(found) - yes - no:,} |")
    return "\n".join((*lines, ""))


def card(recipe: Recipe, found: Sequence[Sample]) -> str:
    """Return the whole card, Markdown."""
    return f"{head(recipe)}{numbers(found)}"


def sums() -> str:
    """Return the files' hashes in the form that `sha256sum --check` reads."""
    return "".join(f"{hash_}  {file}\n" for file, hash_ in sorted({(r.file, r.sha256) for r in RECIPES}))


def main(arguments: Sequence[str]) -> int:
    """Write all cards and data/SHA256SUMS; the argument is the folder of the public sets."""
    folder = Path(arguments[0]) if arguments else None
    FOLDER.mkdir(parents=True, exist_ok=True)
    for recipe in RECIPES:
        text = card(recipe, list(samples(recipe, folder)))
        (FOLDER / f"{recipe.name}.md").write_text(text, encoding="utf-8")
    (FOLDER.parent / "SHA256SUMS").write_text(sums(), encoding="utf-8")
    return 0


_USES: Final = {
    "train": "training what is shipped, and measuring",
    "measure": "measuring only: no clear licence to train what is shipped, or nothing to learn from",
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
