"""Where the real public sets lie, if they do, and tiny invented files in their shapes."""

import csv
import hashlib
import io
import lzma
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from classifier.dataset import Sample
from classifier.recipes import RECIPES, Recipe, samples

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("SEAWALL_DATASETS", ROOT.parent / "shared" / "datasets"))

needs_real_sets = pytest.mark.skipif(
    not REAL.is_dir(), reason="the public sets are not here: set SEAWALL_DATASETS to their folder"
)


def recipe_named(name: str) -> Recipe:
    (found,) = (recipe for recipe in RECIPES if recipe.name == name)
    return found


def table(columns: str, *lines: tuple[object, ...]) -> bytes:
    """An xz-compressed CSV file with these rows and columns, `_0` in whose names stands for a space and 0."""
    text = io.StringIO()
    csv.writer(text).writerows([[name.replace(":_0", ": 0") for name in columns.split()], *lines])
    return lzma.compress(text.getvalue().encode())


def archive(**files: bytes) -> bytes:
    """An xz-compressed tar archive in a folder `mails`."""
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w:xz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(f"mails/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return octets.getvalue()


def read_invented(name: str, content: bytes, folder: Path) -> list[Sample]:
    """The samples of an invented file, read as the set's own would be, its hash verified."""
    recipe = replace(recipe_named(name), sha256=hashlib.sha256(content).hexdigest())
    (folder / recipe.file).write_bytes(content)
    return list(samples(recipe, folder))


def known(sample: Sample) -> dict[str, bool]:
    """The labels that are known, by their plain ids."""
    return {label.value: value for label, value in sample.labels.items()}


def yes(sample: Sample) -> set[str]:
    """The labels that the sample carries."""
    return {label for label, value in known(sample).items() if value}
