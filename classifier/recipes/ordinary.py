"""Everyday text with hardly any abuse in it: text messages, chat about software, news."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from classifier.dataset import NO_ABUSE, Register, Sample
from classifier.recipes.recipe import SPAM, Recipe, rows

RUDE: Final = re.compile(
    r"\b(?:fuck\w*|idiots?|morons?|stupid|shut up|stfu|assholes?|bitch|retard\w*|cunt|dick|dumbass|fag\w*"
    r"|kill yourself)\b",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r" ?#(\d{2,4});")
_MARKUP: Final = re.compile(r"&lt;.*?&gt;|<[^>]+>")


def sms_spam(path: Path) -> Iterator[Sample]:
    """Yield text messages, wanted and unwanted."""
    for place, row in enumerate(rows(path)):
        spam = row["label"] == "spam"
        yield _ordinary("sms_spam", place, row["text"], channel="sms", spam=spam)


def nus_sms(path: Path) -> Iterator[Sample]:
    """Yield text messages of students in Singapore and elsewhere."""
    for place, row in enumerate(rows(path)):
        if row["text"].strip():
            yield _ordinary("nus_sms", place, row["text"], channel="sms")


def ubuntu_irc(path: Path) -> Iterator[Sample]:
    """Yield chat lines about software, without those that hold a rude word."""
    for place, row in enumerate(rows(path)):
        if not RUDE.search(row["text"]):
            yield _ordinary("ubuntu_irc", place, row["text"], channel="chat", weight=0.5)


def agnews(path: Path) -> Iterator[Sample]:
    """Yield news items, the title as subject."""
    for place, row in enumerate(rows(path)):
        yield _ordinary(
            "agnews", place, _news(row["description"]), channel="news", subject=_news(row["title"])
        )


def _news(text: str) -> str:
    decoded = _ENTITY.sub(lambda match: chr(int(match[1])), text)
    return _MARKUP.sub(" ", decoded).strip()


def _ordinary(
    source: str,
    place: int,
    text: str,
    *,
    channel: str,
    subject: str | None = None,
    spam: bool = False,
    weight: float = 1.0,
) -> Sample:
    return Sample(
        id=f"{source}:{place}",
        text=text,
        subject=subject,
        labels=SPAM if spam else NO_ABUSE,
        source=source,
        language="en",
        group=f"{source}:{place}",
        register=Register.ORDINARY,
        channel=channel,
        function="spam" if spam else "ordinary",
        weight=weight,
    )


RECIPES: Final = (
    Recipe(
        name="sms_spam",
        file="sms_spam.csv.xz",
        rows=5572,
        source="slamsal101/spamfilter @ 8b2086e",
        licence="CC-BY-4.0 as published",
        sha256="e26c6542a7f90acea8a471f4c7bcbda20f7f62a5c3dcb0d7df15db7a02851401",
        use="train",
        mapping=(
            "No label at all, for ham. Spam is unwanted but not abuse: not aimed at the reader as a "
            "person; sexual, obscene and extortion are unknown for it, since some of it sells sex."
        ),
        problems=(
            "Some ham messages swear or flirt among friends, which is what abuse is not. Many copies: "
            "5,169 different texts."
        ),
        read=sms_spam,
    ),
    Recipe(
        name="nus_sms",
        file="nus_sms.csv.xz",
        rows=20000,
        source="kite1988/nus-sms-corpus @ bf0a365",
        licence="none in the copy",
        sha256="5aff9a02be50258adf4da4400dbae69cb66ec0a5bc20cfc997088167bc80ab53",
        use="measure",
        mapping="No label at all: false alarms are counted on it.",
        problems=(
            "Unlabelled; a few messages may be rude. Singapore English, with other languages of the region."
        ),
        read=nus_sms,
    ),
    Recipe(
        name="ubuntu_irc",
        file="ubuntu_irc.csv.xz",
        rows=30000,
        source="jkkummerfeld/irc-disentanglement @ 82ed04f",
        licence="CC-BY-4.0",
        sha256="7f1285ffd1ff1308a572bf3cbbef062dbbeb7db82b7006b7cda4b5a407cfed4c",
        use="train",
        mapping=(
            "No label at all, at half weight; lines with one of a few rude words are dropped, not called "
            "abuse."
        ),
        problems=(
            "Unlabelled and single lines; mostly technical, so it teaches kill, abort, master and die, "
            "and little else."
        ),
        read=ubuntu_irc,
    ),
    Recipe(
        name="agnews",
        file="agnews.csv.xz",
        rows=7599,
        source="Hongcheng-Gao @ ed917c2",
        licence="non-commercial",
        sha256="8617090b80d6ab6a651e3456fc9f8513dc0c2ed2e04a04e08c1bec0741496956",
        use="measure",
        mapping=(
            "No label at all: reported violence is not a threat. The title is the subject; broken "
            "entities and markup are undone."
        ),
        problems="News of 2004.",
        read=agnews,
    ),
)
