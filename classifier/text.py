"""What a text says, freed of disguises, and windows over long text (pure).

Compatibility forms are undone by NFKC (Unicode Annex 15); lookalike letters are a small part of the
confusables of Unicode Technical Standard 39. Every step is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

LONGEST: Final = 100_000
"""Characters of a text that are looked at; the rest of a longer one is left out."""

WINDOW: Final = 200
"""Characters in one window: about two sentences, so that one of them is not drowned by the rest."""

_LOOKALIKES: Final = str.maketrans(
    {
        **dict(zip("авеёзікмнорстухѕјһԁԛԝӏґԍѡїѵ", "abee3ikmhopctyxsjhdqwlrgwiv", strict=True)),
        **dict(zip("αβγεηικνορτυχωϲϳ", "abyenikvoptuxwcj", strict=True)),
    }
)
_SMALL_CAPITALS: Final = dict(
    zip("ᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢıɑɡ", "abcdefghijklmnopqrstuvwyziag", strict=True)
)
_BOXED: Final = {
    start + i: chr(ord("a") + i) for start in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for i in range(26)
}
_QUOTES: Final = {
    **dict.fromkeys("\u2019\u2018\u201b\u02bc`\u00b4\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e«»", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
_INVISIBLE: Final = dict.fromkeys(
    [
        *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x115F, 0x1160,
        0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFFC),
        *range(0xD800, 0xE000), *range(0xE0000, 0xE0200),
    ]
)  # fmt: skip
_SINGLE: Final = str.maketrans({**_SMALL_CAPITALS, **_QUOTES} | {chr(k): v for k, v in _BOXED.items()})

_MARK: Final = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_LATIN_MARKS: Final = re.compile(rf"(?:(?<=[\x00-\u024f])|(?<=^)){_MARK}+")
_MANY_MARKS: Final = re.compile(rf"({_MARK}{{2}}){_MARK}+")
_TWO_SCRIPTS: Final = re.compile(r"[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_OTHER_WORD: Final = re.compile(r"[\u0370-\u052f]{2}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SPACED: Final = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ .\-_*/|~,+])[^\W\d_](?![^\W_])(?:\1[^\W\d_](?![^\W_]))+)"
)
_REPEATED: Final = re.compile(r"([^\W\d_])\1{2,}")
_NOISE: Final = re.compile(r"([^\w\s])\1{3,}")
_LEET_WORD: Final = re.compile(
    r"(?<![\w@$])(?=[a-z]*[0-9@$!|€£]+[a-z$])[a-z0-9@$!|€£]{2,40}(?![\w@])(?!\.\w)"
)
_LEET: Final = str.maketrans("013457@$!|€£", "oieastasiiel")
_LEET_INSIDE: Final = re.compile(
    r"(?<=[a-z])[01345@$!|€£7]{1,2}(?=[a-z])|^(?:[$5]|[013467](?=[a-z]{3}))(?=[a-z])|(?<=[a-z])\${1,2}$"
)
_MEASURE: Final = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|min|mins|hrs?|years?|days?|weeks?|k[gmwb]|[mgt]b|bit|px|x|ish|yo|cm|mm|ml|pcs)"
)
_MASKED: Final = re.compile(r"(?<![^\W_])(?=[^\W\d_]*[*#%^~])[^\W\d_][a-z*#%^~@$!]{1,14}[a-z*](?![^\W_])")
_MASK: Final = re.compile(r"[*#%^~]+")
_HIDDEN: Final = (
    *(
        "fuck",
        "fucking",
        "fucker",
        "fucked",
        "fuckers",
        "motherfucker",
        "shit",
        "bullshit",
        "shitty",
        "bitch",
    ),
    *("bitches", "cunt", "cunts", "dick", "cock", "pussy", "whore", "slut", "bastard", "asshole", "arsehole"),
    *("nigger", "niggers", "nigga", "faggot", "kill", "killed", "die", "rape", "raped", "tits", "twat"),
    *("wank", "wanker"),
)
_STRETCHED: Final = frozenset("lseog")
_ROUNDS: Final = 4


def normalise(text: str) -> str:
    """Return `text` as it would be typed plainly: lower case, no accents on Latin letters, single spaces.

    Undone are compatibility forms, invisible and direction characters, stacked marks, lookalike letters
    inside a Latin word and lone ones beside it (a Cyrillic or Greek word of two letters or more stays as it
    is, and so do lone letters in its text), digits and signs for letters, letters spaced out, letters
    repeated, and masks such as `f**k`. Of a very long text the first LONGEST
    characters count. Never raises, and normalising twice changes nothing more.
    """
    text = _folded(text[:LONGEST])
    for _ in range(_ROUNDS):
        plain = _undisguised(text)
        if plain == text:
            break
        text = _folded(plain)
    return text


def windows(text: str, size: int = WINDOW) -> list[tuple[int, int]]:
    """Return (start, end) of overlapping pieces of `text`, each at most `size` characters.

    Cuts are after a sentence or a word where there is one. Each piece begins about half a piece after the one
    before it, so that no sentence is always cut. A text of at most `size` characters is one piece; of a very
    long text the first LONGEST characters count.
    """
    length = min(len(text), LONGEST)
    if length <= size:
        return [(0, length)]
    return list(_pieces(text, length, size))


def _pieces(text: str, length: int, size: int) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = length if length - start <= size else _cut(text, start + size // 2, start + size)
        yield start, end
        if end == length:
            return
        start = _cut(text, start + size // 4, start + size // 2)


def _cut(text: str, low: int, high: int) -> int:
    """Return a place in (low, high] to cut: after a sentence, else after a word, else at `high`."""
    for mark in (". ", "\n", " "):
        found = text.rfind(mark, low, high)
        if found >= low:
            return found + len(mark)
    return high


def _folded(text: str) -> str:
    text = text.lower() if text.isascii() else _unicode(text)
    return " ".join(text.split())[:LONGEST].rstrip()


def _undisguised(text: str) -> str:
    text = _NOISE.sub(r"\1\1\1", text)
    if _MASK.search(text):
        text = _MASKED.sub(lambda match: _unmask(match[0]), text)
    text = _LEET_WORD.sub(lambda match: _letters(match[0]), text)
    text = _SPACED.sub(lambda match: match[0].replace(match[1], ""), text)
    return _REPEATED.sub(lambda match: match[1] * (2 if match[1] in _STRETCHED else 1), text)


def _unicode(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))[:LONGEST].lower().translate(_SINGLE)
    text = _without_latin_marks(text).translate(_INVISIBLE)
    if _TWO_SCRIPTS.search(text):
        text = _LETTERS.sub(lambda match: _one_script(match[0]), text)
        if not _OTHER_WORD.search(text):
            text = text.translate(_LOOKALIKES)
    return text


def _one_script(word: str) -> str:
    return word.translate(_LOOKALIKES) if _TWO_SCRIPTS.search(word) else word


def _without_latin_marks(text: str) -> str:
    """Drop marks on Latin letters, and every mark after the second on any letter."""
    text = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFKC", _MANY_MARKS.sub(r"\1", text))


@lru_cache(maxsize=20_000)
def _letters(word: str) -> str:
    if word.isalpha() or _MEASURE.fullmatch(word) or sum(char.isdigit() for char in word) > len(word) / 2:
        return word
    return _LEET_INSIDE.sub(lambda match: match[0].translate(_LEET), word)


@lru_cache(maxsize=20_000)
def _unmask(word: str) -> str:
    pattern = re.compile("".join("." if char in "*#%^~@$!" else re.escape(char) for char in word))
    return next((hidden for hidden in _HIDDEN if pattern.fullmatch(hidden)), word)
