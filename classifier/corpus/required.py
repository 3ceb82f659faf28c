"""What the corpus must hold: each required function, and how one knows it by a message's fields."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from classifier.corpus.words import length
from classifier.labels import Label
from classifier.recipes.authored import Message

LEAST: Final = 40
"""Messages that each required function must have, whether it is abuse or only looks like it."""

AUTHORS: Final = 3
"""Authors by whom each required function must be written."""

LONG: Final = 150
"""Words from which a letter is long."""


@dataclass(frozen=True, slots=True)
class Required:
    """A function that must be there: its name, its side, and whether a message of that side has it."""

    name: str
    abuse: bool
    has: Callable[[Message], bool]


def _function(pattern: str) -> Callable[[Message], bool]:
    """Return whether one of the words of the author's name for the function matches."""
    found = re.compile(rf"(?:^|_)(?:{pattern})")
    return lambda message: found.search(message.function) is not None


def _label(label: Label) -> Callable[[Message], bool]:
    return lambda message: label in message.labels


def _threat_to(target: str) -> Callable[[Message], bool]:
    return lambda message: Label.THREAT in message.labels and message.aimed_at == target


def _open(message: Message) -> bool:
    return Label.THREAT in message.labels and not message.conditional and not message.veiled


_ABUSE: Final[dict[str, Callable[[Message], bool]]] = {
    "open threat": _open,
    "conditional threat": lambda message: message.conditional,
    "veiled threat": lambda message: message.veiled,
    "threat to the reader": _threat_to("reader"),
    "threat to the family": _threat_to("family"),
    "threat to a pet": _threat_to("pet"),
    "threat to property": _threat_to("property"),
    "threat to the job": _threat_to("job"),
    "threat with time, place or weapon": _function("threat_with_time|threat_time"),
    "surveillance and stalking": _function("stalk|surveil"),
    "contact after no": _function("contact_after"),
    "extortion": _label(Label.EXTORTION),
    "doxxing": _label(Label.DOXXING),
    "urging to self-harm": _label(Label.SELF_HARM_ENCOURAGEMENT),
    "unwanted sexual, crude": _function("unwanted_sexual_crude|crude_sexual"),
    "unwanted sexual, polite": _function("unwanted_sexual_polite|polite_sexual|unwanted_sexual_pro|quid"),
    "coercive ex-partner": _function("coercive"),
    "workplace bullying": _function("workplace_bullying|boss_"),
    "humiliation": _function("humiliat|belittl"),
    "obscene abuse": _label(Label.OBSCENE),
    "identity abuse": _label(Label.IDENTITY_HATE),
    "sarcastic menace": _function("sarcastic_menace|sarcasti"),
    "one bad sentence in a kind mail": _function("one_bad_sentence|one_sentence"),
    "abuse in the subject alone": _function("abuse_in_subject|subject_only"),
    "abuse above a quote": _function("abuse_above|above_quote"),
    "obfuscated abuse": _function("obfusc"),
}
_BENIGN: Final[dict[str, str]] = {
    "idiom": "idiom|figurative",
    "hyperbole": "hyperbole|exaggerat",
    "games": "game|gaming|raid|esport",
    "software": "software|oss|kill_process|dev_|code|coding|tech|sysadmin|it_(?:work|support|talk)",
    "security": "security|phishing",
    "medicine": "medical|doctor|nurse|hospital|dentist|pharmacy|vet_",
    "news": "news(?!letter)|press|journalis",
    "law": "legal|court|lawful|law_",
    "debt": "debt|invoice|bailiff",
    "fiction": "fiction|roleplay|theatre|story|novel|crime_writ|writers",
    "lyrics": "lyric|song|poe(?:try|m)|rap_",
    "friends who swear": "friends?_swear|swear",
    "lovers who flirt": "(?:lovers_|consensual_|mutual_|couple_)?flirt",
    "break-up": "break_?up",
    "angry customer": "angry|complaint",
    "firm boundary": "firm|boundar|polite_no|refusal|defiance|rejection",
    "victim answering": "victim_answer|defiance|victim_repl|answer",
    "victim quoting": "victim_quot|quot",
    "reporting abuse": "report",
    "advocate or lawyer": "advocate|lawyer|victim_support",
    "person in crisis": "crisis",
    "school": "school|teacher|student|exam|study|class",
    "sport": "sport|football|cricket|boxing|chess|gym|rugby|judo|match",
    "hunting and fishing": "hunt|fishing",
    "knives and kitchens": "kitchen|cook|butcher|recipe|knife|knives|food",
    "obituary": "obituar|condolence|funeral|eulogy",
    "marketing": "marketing|promo|newsletter|sale_|advert",
    "notification": "notification|automated|alert|reminder",
    "names like slurs": "name_like|slur_like",
    "identity, neutral": "identity_neutral|identity_mention",
    "identity, proud": "identity_proud|pride|coming_out|reclaimed",
    "ordinary mail": (
        "errand|everyday|ordinary|thanks|plans|appointment|travel|hobby|work_|family_|neighbour_|friends?_plain"
    ),
}

REQUIRED: Final[tuple[Required, ...]] = (
    *(Required(name, abuse=True, has=has) for name, has in _ABUSE.items()),
    *(Required(name, abuse=False, has=_function(pattern)) for name, pattern in _BENIGN.items()),
    Required("long letter", abuse=False, has=lambda message: length(message.whole) >= LONG),
    Required("long letter with abuse", abuse=True, has=lambda message: length(message.whole) >= LONG),
)
"""Every function that the corpus must hold on both sides."""
