"""Comments under news, sentences of a hate forum, and made-up template sentences."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import Recipe, known, number, rows

_CIVIL: Final = {
    "threat": "frac_threat",
    "obscene": "frac_obscene",
    "identity_hate": "frac_identity_attack",
}
_TOKENISED: Final = (
    (re.compile(r"\s+(n't\b|'(?:s|m|d|re|ve|ll)\b|[.,!?;:%)\]])"), r"\1"),
    (re.compile(r"([(\[])\s+"), r"\1"),
    (re.compile(r"``\s*|\s*''"), '"'),
)


def civil_spans(path: Path) -> Iterator[Sample]:
    """Yield comments with the labels that no annotator gave."""
    for row in rows(path):
        yield Sample(
            id=f"civil_spans:{row['comment_id']}",
            text=row["comment_text"],
            labels=known(**{label: _nobody(number(row[column])) for label, column in _CIVIL.items()}),
            source="civil_spans",
            language="en",
            group=f"civil_spans:{row['comment_id']}",
            register=Register.PUBLIC,
            weight=0.2,
        )


def stormfront(path: Path) -> Iterator[Sample]:
    """Yield sentences labelled hate or noHate; those that need their neighbours are dropped."""
    for row in rows(path):
        if row["label"] in ("hate", "noHate"):
            hate = row["label"] == "hate"
            yield Sample(
                id=f"stormfront:{row['file_id']}",
                text=untokenised(row["text"]),
                labels={Label.IDENTITY_HATE: hate, Label.ABUSE: hate},
                source="stormfront",
                language="en",
                group=f"stormfront:{row['file_id'].split('_')[0]}",
                register=Register.PUBLIC,
                weight=0.5,
            )


def madlibs_bias(path: Path) -> Iterator[Sample]:
    """Yield template sentences with identity terms, praising or insulting."""
    for place, row in enumerate(rows(path)):
        yield Sample(
            id=f"madlibs_bias:{place}",
            text=row["Text"],
            labels={Label.ABUSE: row["Label"] == "BAD"},
            source="madlibs_bias",
            language="en",
            group=f"madlibs_bias:{row['Template']}",
            register=Register.PUBLIC,
            function=row["Template"],
        )


def _nobody(share: float | None) -> bool | None:
    return False if share == 0 else None


def untokenised(text: str) -> str:
    """Return a sentence that was split into tokens as a person would have typed it."""
    for pattern, plain in _TOKENISED:
        text = pattern.sub(plain, text)
    return text


RECIPES: Final = (
    Recipe(
        name="civil_spans",
        file="civil_spans.csv.xz",
        rows=16065,
        source="ipavlopoulos/toxic_spans @ beaf170",
        licence="CC0",
        sha256="e534675e36c14e15d2cf41f31830717e62fca55a128b5478e819f0ae9879873e",
        use="train",
        mapping=(
            "threat, obscene and identity_hate (there: identity attack) are false if no annotator saw any. "
            "Nothing is true: scorn for a politician or a party is toxic and an insult there, and neither "
            "abuse nor an insult to the reader here. abuse and insult are unknown. Weight 0.2."
        ),
        problems=(
            "All were candidates for toxicity: of 12 rows with frac_toxic 0, 8 were insulting, so abuse is "
            "not false either. Mostly politics, mostly about third parties: of 100 rows found toxic 24 "
            "were abuse by our definition, and of 44 with another label 7 carried it."
        ),
        read=civil_spans,
    ),
    Recipe(
        name="stormfront",
        file="stormfront.csv.xz",
        rows=10892,
        source="Vicomtech/hate-speech-dataset @ b802137",
        licence="CC-BY-SA-3.0",
        sha256="612e5db55235225a880357c3de7bcf602a9bf7309e88ae25689da3af19540be3",
        use="train",
        mapping=(
            "hate is identity_hate and abuse; noHate is neither; half weight. relation and idk/skip are "
            "dropped. Other labels unknown. Tokens are joined again. Sentences of one post are one group."
        ),
        problems=(
            "One sentence out of a post in a forum of white supremacists: much hate needs the context to "
            "be seen, and noHate is not friendly. Of 15 read as hate, 2 made no sense without it."
        ),
        read=stormfront,
    ),
    Recipe(
        name="madlibs_bias",
        file="madlibs_bias.csv.xz",
        rows=20000,
        source="conversationai/unintended-ml-bias-analysis @ 9c7d91a",
        licence="CC-BY",
        sha256="1712ca135d46ff2aff19a605eb47e3a5df6936f95b299560dc3f75b0245c86f5",
        use="measure",
        mapping="BAD is abuse, NOT_BAD is not; other labels unknown. `function` is the template's name.",
        problems=(
            "Not language that anyone writes; it measures whether the identity term moves the score. "
            "Never train on it."
        ),
        read=madlibs_bias,
    ),
)
