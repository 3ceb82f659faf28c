"""Tweets and short posts: hate, offence, and hate written with emoji."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from classifier.dataset import Register, Sample
from classifier.labels import Label
from classifier.recipes.recipe import IMPLIED, Recipe, known, plain_tweet, rows


def davidson(path: Path) -> Iterator[Sample]:
    """Yield tweets; those found offensive only say whether they are hate."""
    for row in rows(path):
        count, hate = int(row["count"]), int(row["hate_speech"])
        if row["class"] == "2":
            labels, weight = dict(IMPLIED), 1.0 if int(row["neither"]) == count else 0.5
        elif row["class"] == "0":
            labels, weight = known(identity_hate=True, abuse=True), 0.5 if hate < count else 1.0
        elif hate == 0:
            labels, weight = known(identity_hate=False), 0.5
        else:
            continue
        place = row["Unnamed: 0"]
        yield Sample(
            id=f"davidson:{place}",
            text=plain_tweet(row["tweet"]),
            labels=labels,
            source="davidson",
            language="en",
            group=f"davidson:{place}",
            register=Register.PUBLIC,
            weight=weight,
        )


def hatemoji_build(path: Path) -> Iterator[Sample]:
    """Yield posts; a post and its perturbation are one group."""
    for row in rows(path):
        entry, pair = int(row["entry_id"]), int(row["matched_id"])
        hate = row["label_gold"] == "1"
        yield Sample(
            id=f"hatemoji_build:{entry}",
            text=row["text"],
            labels=known(abuse=hate, identity_hate=hate, threat=row["type"] == "threateninglanguage"),
            source="hatemoji_build",
            language="en",
            group=f"hatemoji_build:{min(entry, pair)}",
            register=Register.PUBLIC,
            function=row["type"],
            weight=0.5,
        )


def tweeteval_offensive(path: Path) -> Iterator[Sample]:
    """Yield the tweets of the task `offensive`."""
    for place, row in enumerate(rows(path)):
        if row["task"] == "offensive" and row["text"]:
            offensive = row["label"] == "1"
            labels = known(abuse=True) if offensive else dict(IMPLIED)
            yield _tweet("tweeteval_offensive", place, row["text"], labels, 0.3 if offensive else 0.7)


def tweeteval_hate(path: Path) -> Iterator[Sample]:
    """Yield the tweets of the task `hate`."""
    for place, row in enumerate(rows(path)):
        if row["task"] == "hate" and row["text"]:
            hate = row["label"] == "1"
            labels = known(identity_hate=hate, abuse=True if hate else None)
            yield _tweet("tweeteval_hate", place, row["text"], labels, 0.5)


def _tweet(source: str, place: int, text: str, labels: Mapping[Label, bool], weight: float) -> Sample:
    return Sample(
        id=f"{source}:{place}",
        text=plain_tweet(text),
        labels=labels,
        source=source,
        language="en",
        group=f"{source}:{place}",
        register=Register.PUBLIC,
        weight=weight,
    )


RECIPES: Final = (
    Recipe(
        name="davidson",
        file="davidson.csv.xz",
        rows=24769,
        source="t-davidson/hate-speech-and-offensive-language @ cb50f7e",
        licence="MIT",
        sha256="f6ae0f46410ff61125981906d5db5ee05d94460afa534781236b8fd860afe3ee",
        use="train",
        mapping=(
            "Class 0 (hate) is identity_hate and abuse, at half weight unless all annotators agree. Class "
            "2 (neither) carries no abuse, threat, obscene, insult or identity_hate. Class 1 (offensive) "
            "is mostly profanity or dialect among friends and song lines: abuse, insult and obscene stay "
            "unknown, and only identity_hate is false, where no annotator saw hate; the rest is dropped."
        ),
        problems=(
            "Collected by a word list, so that class 1 is 77 % and most tweets in African American "
            "English are in it: to train on it as abuse would teach that dialect is abuse. Of 12 rows "
            "read in class 0, 5 were not hateful."
        ),
        read=davidson,
    ),
    Recipe(
        name="hatemoji_build",
        file="hatemoji_build.csv.xz",
        rows=5901,
        source="HannahKirk/Hatemoji @ a626f63",
        licence="CC-BY-4.0",
        sha256="4848979dc5a7cb4e91c89597b1e2b2045fc12d2e4226a0efcd4ffaabb6d5a2b0",
        use="train",
        mapping=(
            "label_gold is abuse and identity_hate; type threateninglanguage is threat. Half weight. "
            "Other labels unknown. A post and its matched perturbation share a group."
        ),
        problems=(
            "Written to fool a model; pairs differ by one emoji, which a model of words can hardly use. "
            "Some of the negatives are insults without an identity."
        ),
        read=hatemoji_build,
    ),
    Recipe(
        name="tweeteval_offensive",
        file="tweeteval.csv.xz",
        rows=23238,
        source="cardiffnlp/tweeteval @ 4fbd22c",
        sha256="ed55d1cfe9100dc29de16a565e30e0b50aac990e14274872c5ab2aeb402f98a2",
        licence="OLID: free with citation",
        use="train",
        mapping=(
            "offensive is abuse at weight 0.3, since it includes any swearing; not offensive carries no "
            "abuse, threat, obscene, insult or identity_hate, at weight 0.7. Empty texts are dropped."
        ),
        problems=("Of 15 rows read as offensive, 8 held no insult. User names are masked."),
        read=tweeteval_offensive,
    ),
    Recipe(
        name="tweeteval_hate",
        file="tweeteval.csv.xz",
        rows=23238,
        source="cardiffnlp/tweeteval @ 4fbd22c",
        sha256="ed55d1cfe9100dc29de16a565e30e0b50aac990e14274872c5ab2aeb402f98a2",
        licence="HatEval: research",
        use="measure",
        mapping=(
            "hate (of women or immigrants) is identity_hate and abuse; not hate leaves abuse unknown, "
            "since much of it is plain insult."
        ),
        problems=(
            "Keyword-collected; the labels are noisy and its test part is known to differ from this one."
        ),
        read=tweeteval_hate,
    ),
)
