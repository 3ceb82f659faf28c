"""Wikipedia talk pages: the toxic comment challenge in three cuts, and replies with their parents."""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from classifier.dataset import DatasetError, Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import IMPLIED, Recipe, known, number, rows

_LICENCE: Final = "CC0 (Kaggle), text CC-BY-SA-3.0"
_COLUMNS: Final = ("obscene", "threat", "insult", "identity_hate")
_LOWERED: Final = 0.52
_MARKS: Final = re.compile(r"[^\w\s&]|_")
_REREAD: Final = Path(__file__).parents[2] / "data" / "jigsaw_threats.tsv"


def jigsaw(path: Path) -> Iterator[Sample]:
    """Yield the comments; about half of the ordinary ones are lower-cased and stripped, see `mapping`."""
    for place, row in enumerate(rows(path)):
        text = row["text"]
        if row["case"] == "raw" and row["toxic"] == "0" and _draw(text) < _LOWERED:
            text = as_lowered(text)
        yield _comment("jigsaw", str(place), text, row)


def jigsaw_natural(path: Path) -> Iterator[Sample]:
    """Yield the first rows of the challenge's training file at their natural prevalence."""
    for row in rows(path):
        yield _comment("jigsaw_natural", row["train_row"], row["text"], row)


def jigsaw_borderline(path: Path) -> Iterator[Sample]:
    """Yield comments found obscene or insulting by annotators who did not find them toxic."""
    for row in rows(path):
        yield _comment("jigsaw_borderline", row["id"], row["text"], row)


def context_toxicity(path: Path) -> Iterator[Sample]:
    """Yield replies that neither annotators nor the score recorded beside them found rude."""
    for place, row in enumerate(rows(path)):
        if row["label"] == "0" and float(row["api"]) < 0.5:
            sure = float(row["api"]) < 0.3
            yield Sample(
                id=f"context_toxicity:{row['id']}.{place}",
                text=row["text"],
                labels=IMPLIED if sure else {Label.ABUSE: False},
                source="context_toxicity",
                language="en",
                group=f"context_toxicity:{row['id'].split('.')[0]}",
                register=Register.PUBLIC,
                weight=1.0 if sure else 0.5,
            )


def as_lowered(text: str) -> str:
    """Return `text` as the set's own lower-cased rows are: no capitals, no punctuation, single spaces."""
    return " ".join(_MARKS.sub(" ", text.lower()).split())


def _comment(source: str, place: str, text: str, row: dict[str, str]) -> Sample:
    marks = {name: _flag(row[name]) for name in _COLUMNS}
    toxic = _flag(row["toxic"])
    doubtful = toxic is False and any(marks.values())
    if doubtful:
        marks["obscene"] = marks["obscene"] and None
    if marks["threat"]:
        marks |= _as_read(text)
    return Sample(
        id=f"{source}:{place}",
        text=text,
        labels=known(**marks, abuse=None if doubtful else toxic),
        source=source,
        language="en",
        group=f"{source}:{place}",
        register=Register.PUBLIC,
        severity=3 if _flag(row["severe_toxic"]) else None,
    )


def letters(text: str) -> str:
    """Return what the readings are keyed by: lower-case letters and digits alone, whatever else changes."""
    return "".join(filter(str.isalnum, text.lower()))


def _as_read(text: str) -> dict[str, bool | None]:
    """Return what a comment marked as a threat is by our definitions; one that was not read stays a threat."""
    key = sha256(letters(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return _READINGS[_reread().get(key, "unread")]


@cache
def _reread() -> dict[str, str]:
    try:
        return dict(line.split("\t") for line in _REREAD.read_text(encoding="ascii").splitlines())
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{_REREAD} cannot be read ({problem}); restore it from the repository") from None


def _flag(field: str) -> bool | None:
    value = number(field)
    return None if value is None else value > 0


def _draw(text: str) -> float:
    """Return a number in [0, 1) that depends on the text alone."""
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:6], "big") / 2**48


_READINGS: Final[dict[str, dict[str, bool | None]]] = {
    "threat": {"threat": True, "self_harm_encouragement": False},
    "both": {"threat": True, "self_harm_encouragement": True},
    "self_harm": {"threat": None, "self_harm_encouragement": True},
    "other": {"threat": None},
    "unclear": {"threat": None},
    "unread": {"threat": True},
}

_MAPPING: Final = (
    "toxic is abuse; obscene, threat, insult and identity_hate keep their names; severe_toxic "
    "gives severity 3. A comment with one of the four but not toxic contradicts itself by our "
    "definition of abuse: its abuse is unknown, and so is obscene unless it is false. sexual, extortion, "
    "doxxing and stalking were not annotated: unknown. Wishes of death and calls to suicide are labelled "
    "threat there: all 468 such comments were read again (data/jigsaw_threats.tsv, keyed by the hash of "
    "its letters), and threat stays true for 265; 30 urge the reader to self-harm, which is "
    "self_harm_encouragement, false for the plain threats and otherwise unknown; threat is unknown for "
    "those that only wish death, quote, or cannot be told. Doubt: obscene is any vulgar word, also one "
    "that is aimed at nobody."
)

RECIPES: Final = (
    Recipe(
        name="jigsaw",
        file="jigsaw.csv.xz",
        rows=31418,
        source="several copies of the Kaggle training file of the toxic comment challenge, joined",
        licence=_LICENCE,
        sha256="50efe0585fa504acef0f410c3479306f495aac34fa56a2cc5d7f69d6be980a53",
        use="train",
        mapping=_MAPPING,
        problems=(
            "7,564 rows lost case and punctuation (`case` is lower) and 44 % of those are toxic, against "
            "9 % of the raw ones: a model would learn the style. 52 % of the raw rows that are not toxic "
            "(drawn by the hash of the text) are therefore lower-cased and stripped likewise, after which "
            "toxic and other rows are lower-cased equally often. No lower-cased row is a threat. Nearly "
            "all of jigsaw_natural is in here."
        ),
        read=jigsaw,
    ),
    Recipe(
        name="jigsaw_natural",
        file="jigsaw_natural.csv.xz",
        rows=19873,
        source="khanhhk/Data-Systems-for-Toxic-Comment-Classification @ 91c0131",
        licence=_LICENCE,
        sha256="daae3bb0979fcebe062826397cd27a3e458deb4be28d78d1ff5e5ed7009b4d0a",
        use="train",
        mapping=_MAPPING + " toxic and threat are complete, the other columns are empty where unknown.",
        problems=(
            "18,676 of its texts are also in jigsaw, with the same labels: read jigsaw first and drop "
            "exact copies. Its prevalence (9.8 % toxic) is that of the challenge."
        ),
        read=jigsaw_natural,
    ),
    Recipe(
        name="jigsaw_borderline",
        file="jigsaw_borderline.csv.xz",
        rows=851,
        source="CloudioJ/IPPD @ 33291de",
        licence=_LICENCE,
        sha256="55011fc4e0261337f5a5e1d3bd77215d596d938a3c90c1067db69dff5a88fcb6",
        use="train",
        mapping=_MAPPING
        + " Here no row is toxic and each is obscene or insulting, so abuse is always unknown and obscene "
        "never true.",
        problems=(
            "Of 20 rows read, about 8 were abusive by our definition although not toxic by the "
            "annotators'. 235 stand in jigsaw with all labels."
        ),
        read=jigsaw_borderline,
    ),
    Recipe(
        name="context_toxicity",
        file="context_toxicity.csv.xz",
        rows=20000,
        source="ipavlopoulos/context_toxicity @ 4832b02",
        licence="Apache-2.0, text CC-BY-SA",
        sha256="42bc4f764b892e851248b041d5cea037adb98fb4be02e0a952d3fd42639f3a98",
        use="train",
        mapping=(
            "Negatives only. Not toxic and recorded score below 0.3: abuse, threat, obscene, insult and "
            "identity_hate are false (a toxic comment is one that is rude at all). Score from 0.3 to 0.5: "
            "only abuse is false, at half weight. The parent is not used."
        ),
        problems=(
            "Of 15 rows read among the 210 toxic ones, 12 were harmless; of 12 rows with label 0 and a "
            "score above 0.7, 6 were rude. Both kinds are left out."
        ),
        read=context_toxicity,
    ),
)
