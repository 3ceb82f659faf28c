"""A text as it would be typed plainly: every disguise undone, in the order in which they can be put on (pure).

Every step is linear in the length of the text.
"""

import html
import re
from binascii import Error, a2b_base64
from typing import Final

from classifier.text.fold import folded
from classifier.text.windows import LONGEST
from classifier.text.word import HURTFUL, KNOWN, SIGN, joined, likely, plain_word, spelt_freely, strange

_NOISE: Final = re.compile(r"([^\w\s*])\1{3,}|(?<![a-z*])(\*)\*{3,}")
_UNIT: Final = r"[\w@$!|*#€+']"
_SPACED: Final = re.compile(
    rf"(?<!\S)[\w@$]((?:\s{SIGN}{{0,1}}\s|\s){{1,3}}){_UNIT}(?:\1{_UNIT})+(?=[^\w\s]*(?:\s|$))"
)
_PAIR: Final = re.compile(r"(?:(?<=\s\s)|(?<![\s\S]))([^\W\d_])\s([^\W\d_])(?=\s\s|[^\w\s]*(?:\s|$))")
_BASE64: Final = re.compile(
    r"(?<![\w+/=-])(?=[\w+/-]*[A-Z])(?:[\w+/-]{4}\n?){2,}[\w+/-]{2,4}={0,2}(?![\w+/=])"
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_ALONE: Final = re.compile(r"(?<!\S)\S \S{1,3} \S(?!\S)")
_LONG_RUN: Final = re.compile(r"[\w+/-]{8}")
_AFTER: Final = ".,;:?!)\"'"
_LEAST: Final = 4
_ROUNDS: Final = 8
_APOSTROPHE_LEFT: Final = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
_LONE: Final = {"1": "i", "4": "a"}
_COUNT: Final = re.compile(r"\d{2,}|[2356789]|\d+[.,:/-]\d+")


def normalise(text: str) -> str:
    """Return `text` as it would be typed plainly: lower case, no accents on Latin letters, single spaces.

    Undone are compatibility forms, invisible and direction characters, stacked marks, lookalike letters (a word
    stays in the script in which it is meant), letters turned upside down, pictures that stand for words, text
    in base64 or in character references, digits and signs for letters, letters spaced out, repeated or hidden
    by signs (`f**k`), hurtful words cut in pieces, and words written backwards. Of a very long text the first
    LONGEST characters count. Never raises, and normalising twice changes nothing more.
    """
    text = _characters(text[:LONGEST])
    for _ in range(_ROUNDS):
        words = _words(text)
        if words == text and _settled(text):
            break
        plain = _characters(words)
        if plain == text:
            break
        text = plain
    return text


def as_typed(text: str) -> str:
    """Return `text` in lower case and with single spaces, nothing else undone."""
    return " ".join(text[:LONGEST].lower().split())


def _settled(text: str) -> bool:
    """Whether nothing in a text that was seen to could be undone again."""
    return text.isascii() and "&#" not in text and _ALONE.search(text) is None


def _characters(text: str) -> str:
    if "&#" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if not text.isascii():
        text = folded(text)
    if _LONG_RUN.search(text) and not text.islower():
        text = _BASE64.sub(_decoded, text)
    words = text.split()
    if len([word for word in words if not word[1:]]) > 2:
        plain = _SPACED.sub(_together, text)
        text = _PAIR.sub(r"\1\2", plain) if plain != text and "  " in text else plain
        words = text.split()
    return " ".join(words).lower()[:LONGEST].rstrip()


def _decoded(match: re.Match[str]) -> str:
    """Return base64 as the text that it holds, or as it is if it holds none."""
    octets = "".join(match[0].split()).replace("-", "+").replace("_", "/")
    try:
        text = a2b_base64(octets + "=" * (-len(octets) % 4)).decode()
    except (Error, ValueError):
        return match[0]
    letters = sum(char.isalpha() or char.isspace() for char in text)
    readable = all(char.isprintable() or char.isspace() for char in text)
    sure = text.isascii() or len(octets) >= 32
    return f" {text} " if readable and sure and letters > 0.75 * len(text) else match[0]


def _together(match: re.Match[str]) -> str:
    """Return letters that were spaced out as one word or more."""
    letters = match[0].replace(match[1], "")
    end = letters[len(letters.rstrip("!'*")) :]
    plain = joined(letters.lower().removesuffix(end)) if len(letters) - len(end) > 2 else None
    return match[0] if plain is None else plain + end


def _words(text: str) -> str:
    text = _NOISE.sub(r"\1\1\1\2\2\2", text)
    words = text.split(" ")
    unknown = [place for place, word in enumerate(words) if word not in KNOWN]
    if not unknown:
        return text
    before = words.copy()
    for place in unknown:
        words[place] = plain_word(words[place])
    odd = [place for place in unknown if strange(words[place])]
    if len(odd) > 1:
        _turn(words, odd)
    if len(unknown) > 1 and before != words:
        _short(words, before, unknown)
    if odd and 3 * (len(words) - len(unknown)) >= len(words) - 2:
        _join(words, odd)
    return " ".join(word for word in words if word)


def _turn(words: list[str], unknown: list[int]) -> None:
    """Turn words round that are written backwards, if most are."""
    cores = {place: words[place].strip(_AFTER) for place in unknown}
    backward = [place for place, core in cores.items() if len(core) > 2 and likely(core[::-1])]
    most = 2 * len(backward) >= sum(len(word) > 2 for word in words)
    if len(backward) > 1 and most and any(len(cores[place]) > 3 for place in backward):
        for place, core in cores.items():
            if core.replace("'", "").isalpha() and not likely(core):
                words[place] = words[place].replace(core, core[::-1])


def _short(words: list[str], before: list[str], unknown: list[int]) -> None:
    """Read more words in digits and signs as words, if many are written so."""
    spelt = sum(before[p] != words[p] and any(map(str.isdigit, before[p])) for p in unknown)
    if spelt > 1 and 6 * spelt >= len(words):
        for place in unknown:
            core = words[place].rstrip(_AFTER)
            if core and not core.isalpha() and not _COUNT.fullmatch(core):
                plain = _LONE.get(core) or spelt_freely(core)
                words[place] = plain + words[place][len(core) :]


def _join(words: list[str], unknown: list[int]) -> None:
    """Put the pieces of hurtful words together again, and of others if both are no words or many are in pieces."""
    joins = sum(_joined_at(words, place, least_odd=1) for place in unknown)
    if joins > 1 and 8 * joins >= len(words):
        for place in unknown:
            _joined_at(words, place, least_odd=0)


def _joined_at(words: list[str], place: int, *, least_odd: int) -> bool:
    word = words[place]
    if word in KNOWN or not word[:1].isalpha():
        return False
    after = word not in _APOSTROPHE_LEFT and place + 1 < len(words) and _together_at(words, place, least_odd)
    return after or (place > 0 and _together_at(words, place - 1, least_odd))


def _together_at(words: list[str], place: int, least_odd: int) -> bool:
    """Put two words together if they are one; one that does not hurt has more than `least_odd` unknown halves."""
    first, second = words[place], words[place + 1]
    core = second.rstrip(_AFTER)
    whole = first + core
    if len(whole) < _LEAST or not likely(whole) or not first or not core:
        return False
    odd = (first not in KNOWN) + (core not in KNOWN)
    left_over = core in _APOSTROPHE_LEFT if first in KNOWN else first in _APOSTROPHE_LEFT
    if not odd or (left_over and odd < 2) or (whole not in HURTFUL and odd <= least_odd):
        return False
    words[place], words[place + 1] = "", first + second
    return True
