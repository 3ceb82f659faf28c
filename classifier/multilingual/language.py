"""In which of the languages that Seawall judges a text is written, or that it is none of them.

Naive Bayes over octet n-grams of 97 languages (Lui and Baldwin 2012, "langid.py: An Off-the-shelf Language
Identification Tool", in the fork py3langid) and, for Hindi typed in Latin letters, its function words. What is none
of our languages, or too short to tell, is UNKNOWN: unknown is not harmless.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN: Final = "und"
ROMAN_HINDI: Final = "hi-Latn"

LANGUAGES: Final = ("ar", "de", "en", "es", "fr", "hi", "it", "nl", "pl", "pt", "ru", "tr", "zh", ROMAN_HINDI)
"""BCP 47 tags of the languages that a guess can name."""

SURE: Final = 0.3
"""A guess with a lower probability is UNKNOWN."""

_PRIOR: Final = 5.0
"""How much likelier one of our languages is than another before a text is looked at.

Without it half of the texts of three or four words are unknown; with ten Marathi becomes Hindi.
"""

_SAME: Final = {"yue": "zh", "wuu": "zh", "ary": "ar", "arz": "ar", "pcm": "en"}
_LOOKED_AT: Final = 400
_MARKER_LINES: Final = """
    aap aapka aapke aapki aapko aapne aapse abhi agar apna apne apni aur bahut bhai bhi chahiye chahta
    chahti dena dijiye diya dunga dungi gaya gaye gayi hain hoga hogi hua hui hum humara humari iska
    iski isko jaldi kabhi kahan karke karna karo karta karti karunga karungi kaun kisi kiya koi kuch kya
    kyon kyu kyun lekin liye maine mein mera mere meri mujhe nahi nahin nhi phir raha rahe rahega rahi
    rahoge saath sirf tera tere teri tujhe tujhko tum tumhara tumhare tumhari tumko tumne tumse tune
    uska uske uski usko usne wala wale wali wapas warna woh yaar yahan
"""
_MARKERS: Final = frozenset(_MARKER_LINES.split())
_WEAK_LINES: Final = """
    ab ban bol do ek hai hain ho jab ka kab kal kar kare karo ke ki ko le log mai main mat na nai par pe
    sab se tab tha thi to toh tu wahi wo yaar ye yeh
"""
_WEAK: Final = frozenset(_WEAK_LINES.split())
_WORD: Final = re.compile(r"[a-z]+")
_NEEDED: Final = 2
_SHARE: Final = 0.12
_WEAK_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text.

    Attributes:
        language: one of LANGUAGES, or UNKNOWN.
        probability: that the text is in `language`, as the guesser has it; for UNKNOWN, that of the best of ours.
    """

    language: str
    probability: float


def guess(text: str) -> Guess:
    """Return the language of `text`, of which the first 400 characters are looked at."""
    text = " ".join(text[:_LOOKED_AT].split())
    words = _WORD.findall(text.lower())
    share = _share(words, _MARKERS)
    if share >= _SHARE:
        return Guess(ROMAN_HINDI, min(0.99, 0.5 + 2 * share))
    language, probability = _ours(text) if any(map(str.isalpha, text)) else (UNKNOWN, 0.0)
    if probability >= SURE:
        return Guess(language, probability)
    share = _share(words, _MARKERS | _WEAK)
    if share >= _WEAK_SHARE:
        return Guess(ROMAN_HINDI, min(0.9, 0.3 + share))
    return Guess(UNKNOWN, probability)


def _share(words: "Sequence[str]", marks: frozenset[str]) -> float:
    """Return the share of `marks` among `words`, or 0 if fewer than two different ones are there."""
    marked = [word for word in words if word in marks]
    return len(marked) / len(words) if len(set(marked)) >= _NEEDED else 0.0


def _ours(text: str) -> tuple[str, float]:
    """Return the likeliest of our languages and its probability."""
    chances: dict[str, float] = {}
    for tag, chance in _identifier().rank(text):
        language = _SAME.get(tag, tag)
        weight = _PRIOR if language in LANGUAGES else 1.0
        chances[language] = chances.get(language, 0.0) + weight * float(chance)
    best = max((tag for tag in chances if tag in LANGUAGES), key=chances.__getitem__)
    return best, chances[best] / sum(chances.values())


@cache
def _identifier() -> Any:
    from py3langid.langid import (  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415  read at first use
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
