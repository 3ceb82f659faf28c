"""Whether messages that claim to be disguised are: `classifier.text` must undo something in them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from classifier.corpus.section import Section
from classifier.corpus.words import words
from classifier.recipes.authored import Message
from classifier.text import normalise

UNICODE_LEAST: Final = 10
"""Disguised messages that use invisible characters, and as many that use lookalike letters or letter forms."""

_RUN: Final = re.compile(r"(.)\1+")
_INVISIBLE: Final = re.compile(r"(?<=\w)[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff](?=\w)")
_SPACED: Final = re.compile(r"(?<!\w)\w(?:([ .\-_*/|~,+])\w(?!\w)){2,}")
_FORMS: Final = re.compile(
    "[\uff21-\uff5a\U0001d400-\U0001d7ff\U0001f130-\U0001f189\u1d00-\u1d2b\u24b6-\u24e9]"
)
_TWO_SCRIPTS: Final = re.compile(
    "[a-zA-Z][\u0370-\u052f]|[\u0370-\u052f][a-zA-Z]"  # Latin beside Greek or Cyrillic
)
_MASK: Final = re.compile(r"\w[*#%^~]+\w|\w[*#]{2,}")


def disguise(messages: Sequence[Message]) -> Section:
    """Return which messages of functions `obfuscated_...` hold no disguise that `normalise` undoes."""
    claimed = [message for message in messages if message.abuse and message.function.startswith("obfuscat")]
    plain = [message.id for message in claimed if not undone(message.whole)]
    kinds = Counter(kind for message in claimed for kind in _kinds(message.whole))
    violations = [f"{name} claims a disguise, but normalising undoes none" for name in plain]
    violations += [
        f"{kinds[kind]} disguised messages with {kind} characters of at least {UNICODE_LEAST}"
        for kind in ("invisible", "lookalike")
        if kinds[kind] < UNICODE_LEAST
    ]
    return Section(
        "unicode",
        tuple(violations),
        (
            f"{len(claimed)} messages claim a disguise; undone in {len(claimed) - len(plain)}; by kind: "
            + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())),
        ),
        {"claimed": len(claimed), "plain": plain, "kinds": dict(sorted(kinds.items()))},
    )


def undone(text: str) -> set[str]:
    """Return the words that appear only once `text` is normalised: what its disguise hid.

    Case, accents, typographic quotes and stretched letters ("sooo") are everyday writing, no disguise.
    """
    return _bare(normalise(text)) - _bare(text)


def _bare(text: str) -> set[str]:
    """Return the words of `text` without apostrophes, stretching and the accents that letters bear by nature.

    A mark for which there is no letter with it, such as a stroke through it, stays.
    """
    letters = unicodedata.normalize("NFC", text.lower().replace("i\u0307", "i").replace("\u0131", "i"))
    plain = "".join(unicodedata.normalize("NFD", char)[0] for char in letters)
    return {_RUN.sub(r"\1", word.replace("'", "")) for word in words(plain)}


def _kinds(text: str) -> set[str]:
    found = {
        "invisible": _INVISIBLE.search(text),
        "lookalike": _TWO_SCRIPTS.search(text) or _FORMS.search(text),
        "mask": _MASK.search(text),
        "spacing": _SPACED.search(text),
        "stacked": re.search("[a-zA-Z][\u0334-\u0338\u20d0-\u20ef]|[\u0300-\u036f]{3}", text),
        "leet": re.search(r"[^\W\d_][0134578@$!]+[^\W\d_]", text),
    }
    return {kind for kind, match in found.items() if match}
