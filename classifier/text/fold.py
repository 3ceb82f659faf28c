"""Characters to the plain ones that they stand for, in every script (pure).

Compatibility forms are undone by NFKC (Unicode Annex 15). Lookalikes are undone word by word: which script a word is
meant in is known from the letters of it that look like no other.
"""

import re
import unicodedata
from typing import Final

from classifier.text.lookalikes import EMOJI, FLAGS, FLIPPED, LATIN, LOOSE, OTHER, TWINS
from classifier.text.word import KNOWN, likely

_BOXED: Final = {start + i: chr(ord("a") + i) for start in (0x1F130, 0x1F150, 0x1F170) for i in range(26)}
_QUOTES: Final = {
    **dict.fromkeys(map(ord, "\u2019\u2018\u201b\u02bc`\u00b4\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e«»"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}
INVISIBLE: Final = dict.fromkeys(
    [
        *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x115F, 0x1160,
        0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        *range(0x2060, 0x2070), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFFC),
        *range(0x1F3FB, 0x1F400), *range(0xD800, 0xE000), *range(0xE0000, 0xE0200),
    ]
)  # fmt: skip
"""Characters without a look of their own, the skin tones of pictures among them."""
_SINGLE: Final = {**LATIN, **_QUOTES, **_BOXED, **EMOJI, 0x212E: "e", 0x222A: "u"}

_MARK: Final = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_LATIN_MARKS: Final = re.compile(rf"(?:(?<=[\x00-\u024f])|(?<=^)){_MARK}+")
_MANY_MARKS: Final = re.compile(rf"({_MARK}{{2}}){_MARK}+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z]")
_REGIONS: Final = re.compile(r"[\U0001f1e6-\U0001f1ff]+")
_REGION_LETTERS: Final = {0x1F1E6 + i: chr(ord("a") + i) for i in range(26)}
_TURNED: Final = re.compile(r"[ɐǝɟƃɥᴉɾʞןɯɹʇʌʍʎⅎ]")
_OVERRIDE: Final = re.compile("\u202e([^\u202c\u202d\u202e\n]*)[\u202c\u202d]?")
_WORDS: Final = re.compile(r"[a-z]+")


def folded(text: str) -> str:
    """Return `text` with compatibility forms, invisible characters, stacked marks, lookalikes and pictures undone.

    Letters keep their case where they have one. Never raises; a character becomes at most nine.
    """
    text = _OVERRIDE.sub(lambda match: _likelier(match[1], match[1][::-1]), text)
    if not all(map(_is_flags, _REGIONS.findall(text))):
        text = text.translate(_REGION_LETTERS)
    if _TURNED.search(text):
        text = "\n".join(map(_turned_back, text.split("\n")))
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(_SINGLE)
    text = _without_latin_marks(text).translate(INVISIBLE)
    return text if text.isascii() else _one_script_each(text)


def _is_flags(run: str) -> bool:
    """Whether a run of regional indicators is flags, one or more; other runs are letters."""
    plain = run.translate(_REGION_LETTERS)
    return len(plain) % 2 == 0 and all(plain[i : i + 2] in FLAGS for i in range(0, len(plain), 2))


def _turned_back(line: str) -> str:
    """Return a line that was turned upside down as it was, with or without having been reversed."""
    letters = _LETTERS.findall(line)
    if 4 * len(_TURNED.findall(line)) < sum(map(len, letters)):
        return line
    turned = line.lower().translate(FLIPPED)
    return _likelier(line, turned[::-1], turned)


def _likelier(*readings: str) -> str:
    """Return the reading with most letters in words that are known; the first of those with as many."""
    return max(readings, key=lambda text: sum(len(w) for w in _WORDS.findall(text.lower()) if w in KNOWN))


def _without_latin_marks(text: str) -> str:
    """Drop marks on Latin letters, and every mark after the second on any letter."""
    text = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFKC", _MANY_MARKS.sub(r"\1", text))


def _one_script_each(text: str) -> str:
    """Return `text` with each word in the script in which it is meant."""
    words = [word for word in _LETTERS.findall(text) if not word.isascii() and _foreign(word)]
    if not words:
        return text
    whole = [word for word in words if not _LATIN_LETTER.search(word)]
    long = [word for word in whole if len(word) > 1]
    surely = any(not word.translate(OTHER).isascii() for word in long)
    maybe = len(whole) == len(words) and not all(likely(word.translate(OTHER).lower()) for word in long)
    native = surely or maybe
    plain = {word: _meant(word, native=native) for word in set(words)}
    if not native:
        plain |= {word: word.translate(OTHER) for word in whole} if _has_latin(text, whole) else {}
    return _LETTERS.sub(lambda match: plain.get(match[0], match[0]), text)


def _foreign(word: str) -> bool:
    return any(ord(char) in OTHER or ord(char) in LOOSE for char in word)


def _has_latin(text: str, whole: list[str]) -> bool:
    """Whether anything but `whole`, words that all look Latin, says that the text is Latin."""
    return _LATIN_LETTER.search(text) is not None or sum(len(word) > 1 for word in whole) > 1


def _meant(word: str, *, native: bool) -> str:
    """Return a word in the one script in which it is meant, given whether the text has words of another script."""
    if not _LATIN_LETTER.search(word):
        return word
    strict = word.translate(OTHER)
    latin = strict.translate(LOOSE)
    if latin.isascii() and (latin.lower() in KNOWN or (strict.isascii() and not native)):
        return latin
    twin = word.translate(TWINS)
    if native and not _LATIN_LETTER.search(twin):
        return twin
    return latin if latin.isascii() else word
