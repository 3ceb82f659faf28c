"""A text in the one form in which phrases are looked for, with the way back to the original characters (pure)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from classifier.text import LONGEST, normalise

_OTHER: Final = str.maketrans(
    {
        "\u0131": "i",
        "ß": "ss",
        "ł": "l",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ى": "ي",
        "\u0629": "\u0647",
        "ی": "ي",
        "ک": "ك",
        **dict.fromkeys("\u2019\u2018\u201b\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict(
            zip(
                "們妳兒媽車門殺學時點後會話讓給燒斷單樓區貓傷號這來還裡腦頭壞過見發錢報辦開關則臉腳爺闆領將",
                "们你儿妈车门杀学时点后会话让给烧断单楼区猫伤号这来还里脑头坏过见发钱报办开关则脸脚爷板领将",
                strict=True,
            )
        ),
    }
)
_MARKS: Final = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670\u093c]")
_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))
_UNIT: Final = re.compile(r"(?<!\S)\w(?:[ ]\w(?!\S)){2,}|\S+")
_PLAIN: Final = re.compile(r"[^\W\d_]+[,.!?;:]?")
_THRICE: Final = re.compile(r"(.)\1\1")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character `i` of it stands for characters [starts[i], ends[i]) of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's span for characters [start, end) of the folded text, which is not empty."""
        return self.starts[start], self.ends[end - 1]


def letters(text: str) -> str:
    """Return `text` in lower case, in compatibility forms undone, without accents and unseen characters."""
    return "".join(map(_letter, text))


def folded(text: str) -> Folded:
    """Return `text` folded letter by letter; of a very long text the first LONGEST characters count."""
    text = text[:LONGEST]
    if text.isascii() and text.isprintable():
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1))
    return _mapped([(_letter(char), place, place + 1) for place, char in enumerate(text)])


def undisguised(text: str) -> Folded:
    """Return `text` with digits for letters, spaced letters, repeats, masks and lookalikes undone, word by word.

    A word that needed it is known only as a whole: each of its characters stands for all of it.
    """
    pieces: list[tuple[str, int, int]] = []
    for unit in _UNIT.finditer(text[:LONGEST]):
        pieces.extend(_unit(unit[0], unit.start()))
        pieces.append((" ", unit.end(), unit.end() + 1))
    return _mapped(pieces[:-1])


def _unit(word: str, start: int) -> list[tuple[str, int, int]]:
    plain = (
        word if word.isascii() and _PLAIN.fullmatch(word) and not _THRICE.search(word) else normalise(word)
    )
    if len(plain) == len(word):
        return [(_letter(char), start + place, start + place + 1) for place, char in enumerate(plain)]
    return [(letters(plain), start, start + len(word))]


def _mapped(pieces: Sequence[tuple[str, int, int]]) -> Folded:
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in pieces:
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(piece for piece, _, _ in pieces), starts, ends)


@lru_cache(maxsize=20_000)
def _letter(char: str) -> str:
    if char in _UNSEEN or unicodedata.category(char) == "Cf" or (char < " " and not char.isspace()):
        return ""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char).lower().translate(_OTHER))
    return _MARKS.sub("", plain).translate(_OTHER)
