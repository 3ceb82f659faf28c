"""What a recipe is, and how a set's own file is found, verified and read row by row."""

import hashlib
import html
import lzma
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from classifier.dataset import DatasetError, Sample
from classifier.labels import Label

FOLDER_VARIABLE: Final = "SEAWALL_DATASETS"
"""Environment variable that names the folder of the public sets' files."""

IMPLIED: Final[Mapping[Label, bool]] = dict.fromkeys(
    (Label.THREAT, Label.OBSCENE, Label.INSULT, Label.IDENTITY_HATE, Label.ABUSE), False
)
"""Labels that a text found "not offensive at all" cannot carry. The others nobody looked for."""

SPAM: Final[Mapping[Label, bool]] = {
    label: False for label in Label if label not in (Label.SEXUAL, Label.OBSCENE, Label.EXTORTION)
}
"""Labels of spam: unwanted, but not aimed at the reader as a person; some of it sells sex."""

CHUNK: Final = 10_000
"""Rows read at a time."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one public set becomes samples.

    Attributes:
        name: prefix of its samples' ids and groups, and their `source`.
        file: file name in the folder of sets.
        rows: data rows in that file.
        source: repository @ commit from which the file was copied.
        licence: under which it may be used.
        sha256: of the file, in hexadecimal.
        use: `train` if the licence lets us train what we ship; `measure` for validation and tests.
        mapping: how its labels map to ours, with the doubts.
        problems: what is known to be wrong or peculiar.
        read: yields the samples of the file at a path.
    """

    name: str
    file: str
    rows: int
    source: str
    licence: str
    sha256: str
    use: Literal["train", "measure"]
    mapping: str
    problems: str
    read: Callable[[Path], Iterator[Sample]]


def datasets_folder(folder: Path | None = None) -> Path:
    """Return `folder`, or else the one that SEAWALL_DATASETS names.

    Raises:
        DatasetError: neither is given, or it is no folder.
    """
    found = folder or Path(os.environ.get(FOLDER_VARIABLE, ""))
    if found == Path() or not found.is_dir():
        raise DatasetError(
            f"the folder of the public sets is needed: name it, or set {FOLDER_VARIABLE} to it"
            + (f" ({found} is no folder)" if found != Path() else "")
        )
    return found


def samples(recipe: Recipe, folder: Path | None = None) -> Iterator[Sample]:
    """Return a recipe's samples, once its file's hash is found right; those without any label are left out.

    Args:
        recipe: which set.
        folder: where the files lie; SEAWALL_DATASETS if not given.

    Raises:
        DatasetError: the file is missing or differs from the one that the recipe was written for.
    """
    found = recipe.read(verified(recipe, datasets_folder(folder)))
    return (sample for sample in found if sample.labels)


def verified(recipe: Recipe, folder: Path) -> Path:
    """Return the path of a recipe's file in `folder`, whose SHA-256 is as the recipe says.

    Raises:
        DatasetError: the file is missing or differs.
    """
    path = folder / recipe.file
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise DatasetError(
            f"{recipe.name}: {path} cannot be read ({problem.strerror}); "
            f"put {recipe.file} there, from {recipe.source}"
        ) from problem
    if found != recipe.sha256:
        raise DatasetError(
            f"{recipe.name}: {path} is sha256:{found}, but the recipe was written for "
            f"sha256:{recipe.sha256}; fetch {recipe.file} again from {recipe.source}"
        )
    return path


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield each row of an xz-compressed CSV file with a header, as text; a missing value is "".

    Raises:
        DatasetError: the file is not such a file.
    """
    try:
        with pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8", chunksize=CHUNK) as chunks:
            for chunk in chunks:
                names = [str(name) for name in chunk.columns]
                yield from (
                    dict(zip(names, row, strict=True)) for row in chunk.itertuples(index=False, name=None)
                )
    except (
        lzma.LZMAError,
        EOFError,
        UnicodeDecodeError,
        pd.errors.ParserError,
        pd.errors.EmptyDataError,
    ) as problem:
        raise DatasetError(f"{path} is no xz-compressed CSV file in UTF-8: {problem}") from problem


def number(text: str) -> float | None:
    """Return the number in a field, or None for a missing one."""
    return float(text) if text.strip() else None


def voted(share: float | None, least: float = 0.5) -> bool | None:
    """Return whether at least `least` of the annotators said so, False if none did, None in between."""
    if share is None or 0 < share < least:
        return None
    return share > 0


def known(**labels: bool | None) -> dict[Label, bool]:
    """Return the labels that are known, named by their ids; None is unknown and left out."""
    return {Label(label): value for label, value in labels.items() if value is not None}


def plain_tweet(text: str) -> str:
    """Return a tweet with HTML entities decoded, web addresses alike and a row of user names made one."""
    plain = _USER.sub("@user", html.unescape(html.unescape(text)))
    return _MANY_USERS.sub("@user ", _ADDRESS.sub("http", plain)).strip()


_USER: Final = re.compile(r"(?<!\w)@\w+")
_MANY_USERS: Final = re.compile(r"(?:@user\s+){2,}")
_ADDRESS: Final = re.compile(r"https?://\S+|@URL\b|\[URL\]", re.IGNORECASE)
