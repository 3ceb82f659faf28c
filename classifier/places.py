"""Where the characters of a normalised text stood in the text as given, and where its words begin and end (pure).

`normalise` takes characters away, joins letters and spells words anew, so there is no arithmetic from one text to the
other. What it does, it does nearly always to one word, so the words are normalised one by one and laid along the
result, spaces left out; where they do not fit, the next place at which they do is looked for nearby. Linear in the
length of the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classifier.text import LONGEST, normalise

Place = tuple[int, int]
"""Characters [start, end) of the text as given."""

_AHEAD: Final = 8
"""Words that are tried after one that does not fit."""
_NEARBY: Final = 300
"""Characters of the normalised text among which one of them is looked for."""
_SURE: Final = 6
"""Letters that must fit for a place to be believed."""

_PLAIN: Final = re.compile(r"[A-Za-z]+[,.!?;:]?")
_THRICE: Final = re.compile(r"(.)\1\1", re.IGNORECASE)
_SPACED: Final = r"(?<![^\W_])[^\W\d_](?:[\s.\-_*/|~,+]{1,3}[^\W\d_](?![^\W_])){2,}"
_UNSPACED: Final = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORDS: Final = re.compile(rf"{_SPACED}|{_UNSPACED}{{1,2}}|(?:(?!{_UNSPACED})\S)+")
_SIGNS: Final = frozenset("@$*#€£%")
"""Signs that stand for letters and so belong to a word, also at its end."""


@dataclass(frozen=True, slots=True)
class Places:
    """For each character of a normalised text the characters of the original that it stands for.

    Attributes:
        places: one for each character; None for a space and for what could not be placed.
    """

    places: Sequence[Place | None]

    def span(self, start: int, end: int) -> Place | None:
        """Return what characters [start, end) of the normalised text stand for; None if for nothing known."""
        known = [place for place in self.places[start:end] if place is not None]
        return (known[0][0], known[-1][1]) if known else None


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    plain: str


def places(text: str, clean: str) -> Places:
    """Return where each character of `clean` stood in `text`.

    Args:
        text: as given; the first LONGEST characters count.
        clean: the same normalised, or as typed in lower case; whole parts such as web addresses may be left out.
    """
    index = [number for number, char in enumerate(clean) if char != " "]
    stream = clean.replace(" ", "")
    found: list[Place | None] = [None] * len(clean)
    units = [_unit(match[0], match.start()) for match in re.finditer(r"\S+", text[:LONGEST])]
    here = number = 0
    while number < len(units):
        unit = units[number]
        word = text[unit.start : unit.end]
        plain = next((form for form in (unit.plain, word.lower()) if stream.startswith(form, here)), None)
        if plain is not None:
            laid = _within(word, unit.start, plain)
            number += 1
        else:
            following, there = _resumed(units, number, stream, here)
            laid = [(unit.start, units[following - 1].end)] * (there - here)
            number = following
        for place in laid:
            found[index[here]] = place
            here += 1
    return Places(found)


def words(text: str) -> list[Place]:
    """Return the words of `text` as given, without the punctuation around them.

    Letters that are spaced out are one word; in writing without spaces two characters are taken for one.
    """
    trimmed = (_trimmed(text, *match.span()) for match in _WORDS.finditer(text[:LONGEST]))
    return [place for place in trimmed if place[0] < place[1]]


def whole_words(text: str, place: Place) -> Place:
    """Return `place`, widened where it begins or ends within a word of `text`."""
    start, end = place
    while 0 < start < len(text) and _inside(text[start - 1]) and _inside(text[start]):
        start -= 1
    while 0 < end < len(text) and _inside(text[end - 1]) and _inside(text[end]):
        end += 1
    return start, end


def shown(text: str, place: Place) -> bool:
    """Whether there is anything but punctuation at `place`: a letter, a digit or a picture."""
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in text[place[0] : place[1]])


def _unit(word: str, start: int) -> _Unit:
    simple = _PLAIN.fullmatch(word) and not _THRICE.search(word)
    return _Unit(start, start + len(word), word.lower() if simple else normalise(word).replace(" ", ""))


def _within(word: str, start: int, plain: str) -> list[Place]:
    """Return the place of each character of `plain`: exact where its ends agree with the word's, else the middle's."""
    end = start + len(word)
    if len(plain) == len(word):
        return [(place, place + 1) for place in range(start, end)]
    lower = word.lower() if len(word.lower()) == len(word) else word
    shorter = min(len(plain), len(word))
    head = next((n for n in range(shorter) if plain[n] != lower[n]), shorter)
    tail = next((n for n in range(shorter - head) if plain[-1 - n] != lower[-1 - n]), shorter - head)
    middle = (start + head, end - tail)
    return [
        *((start + n, start + n + 1) for n in range(head)),
        *([middle] * (len(plain) - head - tail)),
        *((end - n, end - n + 1) for n in range(tail, 0, -1)),
    ]


def _resumed(units: Sequence[_Unit], number: int, stream: str, here: int) -> tuple[int, int]:
    """Return the next unit that fits, and where; what lies between stands for the units left out."""
    for following in range(number + 1, min(number + 1 + _AHEAD, len(units))):
        probe = ""
        for unit in units[following : following + _AHEAD]:
            probe += unit.plain
            if len(probe) >= _SURE:
                break
        there = stream.find(probe, here, here + _NEARBY) if probe else -1
        if there >= 0:
            return following, there
    if number + 1 + _AHEAD >= len(units):
        return len(units), len(stream)
    return number + 1, here


def _trimmed(text: str, start: int, end: int) -> Place:
    while start < end and not _belongs(text[start]):
        start += 1
    while start < end and not _belongs(text[end - 1]):
        end -= 1
    return start, end


def _belongs(char: str) -> bool:
    return _inside(char) or char in _SIGNS or unicodedata.category(char) == "So"


def _inside(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf", "Sk"}
