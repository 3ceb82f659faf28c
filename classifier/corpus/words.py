"""The words of a message, in any of the corpus's scripts (pure)."""

import re
from typing import Final

_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
WORD: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|(?<=[^\W\d_])['\u2019](?=[^\W\d_]))*")
"""A run of letters, the vowel signs of Arabic and Devanagari among them, and apostrophes inside it."""

_HAN: Final = re.compile("[\u3400-\u9fff]+")
_HAN_TO_WORDS: Final = 1.5


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, with the plain apostrophe."""
    return [word.lower().replace("\u2019", "'") for word in WORD.findall(text)]


def pieces(text: str, language: str) -> list[str]:
    """Return what function words are looked up in: words whole and cut at apostrophes; in Chinese, characters."""
    if language == "zh":
        return [char for run in _HAN.findall(text) for char in run]
    return [part for word in words(text) for part in ([word, *word.split("'")] if "'" in word else [word])]


def content_words(text: str, language: str) -> set[str]:
    """Return the different words of `text`; in Chinese, which does not divide words, pairs of characters."""
    if language != "zh":
        return {word for word in words(text) if len(word) > 1}
    return {run[place : place + 2] for run in _HAN.findall(text) for place in range(len(run) - 1)}


def length(text: str) -> int:
    """Return how many words `text` has; three Chinese characters count as two words."""
    han = sum(len(run) for run in _HAN.findall(text))
    return round(han / _HAN_TO_WORDS) + len(WORD.findall(_HAN.sub(" ", text)))
