"""Disguises as harassers put them on, to measure and to learn by (pure, seeded).

Each attack is made by two hands that share no table: `MEASURE` is what `seawall evaluate` attacks with, `LEARN` is for
training, so that a model is not measured on the very disguises that it was taught. Attacks that need no table (letters
spaced out, turned, backwards, run together, alternating case, base64) are the same in both, on other texts. The same
text, attack, hand and seed give the same disguise.
"""

# ruff: noqa: RUF001  (letters that look like others are what this is about)

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Hand:
    """What one hand disguises with.

    Attributes:
        share: of the words that can be disguised by an attack on words, how many are.
        letters: other letter forms, each a full alphabet.
        pictures: words and the pictures that replace them.
    """

    invisible: str
    bidi: str
    homoglyphs: Mapping[str, str]
    leet: Mapping[str, str]
    separators: str
    cuts: str
    masks: str
    letters: tuple[str, ...]
    boxed: str
    marks: str
    pictures: Mapping[str, str]
    share: float


def _pairs(text: str) -> Mapping[str, str]:
    return MappingProxyType({pair[0]: pair[1:] for pair in text.split()})


def _run(start: int) -> str:
    return "".join(chr(start + place) for place in range(26))


MEASURE: Final = Hand(
    invisible="\u200b\u2060\u00ad",
    bidi="\u202d\u200e\u2066",
    homoglyphs=_pairs("aа eе oо cс pр xх yу iі sѕ jј dԁ kк hһ lӏ"),
    leet=_pairs("a4 e3 i1 o0 s5 t7 l1"),
    separators=" .-",
    cuts=" -",
    masks="*#",
    letters=(_run(0xFF41), _run(0x1D41A), _run(0x1D51E)),
    boxed=_run(0x1F1E6),
    marks="\u0336\u0334\u0301",
    pictures=MappingProxyType(
        {
            "knife": "🔪",
            "stab": "🔪",
            "gun": "🔫",
            "shoot": "🔫",
            "fuck you": "🖕",
            "shit": "💩",
            "bomb": "💣",
        }
    ),
    share=1.0,
)
"""The hand that the model is measured by: every word that can be disguised is."""

LEARN: Final = Hand(
    invisible="\u200c\u200d\ufeff\u2063",
    bidi="\u202a\u200f\u2067",
    homoglyphs=_pairs("aα eҽ oο cϲ pρ xχ yγ iι uυ vν nո kκ tτ wω"),
    leet=_pairs("a@ e€ i! s$ b8 g9 l| t+ z2"),
    separators="_*/~",
    cuts="._",
    masks="%~",
    letters=(_run(0x1D4EA), _run(0x1D5BA), _run(0x24D0)),
    boxed=_run(0x1F170),
    marks="\u0337\u0335\u0308",
    pictures=MappingProxyType({"knife": "🗡", "fuck off": "🖕", "axe": "🪓", "blood": "🩸", "snake": "🐍"}),
    share=0.5,
)
"""The hand to learn by: half of the words, by other tables."""

_WORD: Final = re.compile(r"(?<!['\w])[A-Za-z]{3,}(?!['\w])")
_LONG: Final = re.compile(r"(?<!['\w])[A-Za-z]{4,}(?!['\w])")
_VOWEL: Final = re.compile(r"(?<=[A-Za-z])[aeiou](?=[A-Za-z])", re.IGNORECASE)
_TURNED: Final = str.maketrans("abcdefghijklmnopqrstuvwyz.,'?!", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍʎz˙',¿¡")


def zero_width(text: str, hand: Hand, random: Random) -> str:
    """Put an invisible character between the letters of words."""
    return _each(text, hand, random, lambda word: random.choice(hand.invisible).join(word))


def bidi(text: str, hand: Hand, random: Random) -> str:
    """Put a direction character that shows nothing inside words."""
    return _each(text, hand, random, lambda word: _inserted(word, random.choice(hand.bidi), random))


def homoglyph(text: str, hand: Hand, random: Random) -> str:
    """Put letters of other scripts that look the same."""
    return _each(text, hand, random, lambda word: _translated(word, hand.homoglyphs))


def leet(text: str, hand: Hand, random: Random) -> str:
    """Put digits and signs for letters."""
    return _each(text, hand, random, lambda word: _translated(word, hand.leet))


def spacing(text: str, hand: Hand, random: Random) -> str:
    """Put the same sign or space between all letters of words."""
    return _each(text, hand, random, lambda word: random.choice(hand.separators).join(word))


def all_spaced(text: str, _: Hand, __: Random) -> str:
    """Put a space after every character of the text."""
    return " ".join(text)


def split(text: str, hand: Hand, random: Random) -> str:
    """Cut words of four letters or more in two."""
    return _each(text, hand, random, lambda word: _inserted(word, random.choice(hand.cuts), random), _LONG)


def repeated(text: str, hand: Hand, random: Random) -> str:
    """Repeat a letter of each word three to five times."""
    return _each(text, hand, random, lambda word: _stretched(word, random))


def masked(text: str, hand: Hand, random: Random) -> str:
    """Hide an inner vowel of each word of four letters or more behind a sign."""
    return _each(text, hand, random, lambda w: _VOWEL.sub(random.choice(hand.masks), w, count=1), _LONG)


def letter_forms(text: str, hand: Hand, random: Random) -> str:
    """Write words in fullwidth, mathematical or circled letters."""
    return _each(text, hand, random, lambda word: _alphabet(word, random.choice(hand.letters)))


def boxed(text: str, hand: Hand, random: Random) -> str:
    """Write words in letters that are pictures."""
    return _each(text, hand, random, lambda word: _alphabet(word, hand.boxed))


def struck(text: str, hand: Hand, random: Random) -> str:
    """Strike letters through, or heap marks on them."""
    return _each(text, hand, random, lambda w: "".join(c + random.choice(hand.marks) for c in w))


def pictures(text: str, hand: Hand, _: Random) -> str:
    """Put pictures for the words that they show."""
    for word, picture in hand.pictures.items():
        text = re.sub(rf"\b{word}\b", picture, text, flags=re.IGNORECASE)
    return text


def backwards(text: str, hand: Hand, random: Random) -> str:
    """Write words backwards."""
    return _each(text, hand, random, lambda word: word[::-1])


def upside_down(text: str, _: Hand, __: Random) -> str:
    """Turn the whole text upside down."""
    return text.lower().translate(_TURNED)[::-1]


def base64(text: str, _: Hand, __: Random) -> str:
    """Write the whole text in base64."""
    return b64encode(text.encode("utf-8", "replace")).decode()


def run_together(text: str, _: Hand, __: Random) -> str:
    """Leave out all spaces."""
    return "".join(text.split())


def alternating(text: str, _: Hand, __: Random) -> str:
    """Write capitals and small letters in turn."""
    return "".join(char.upper() if place % 2 else char.lower() for place, char in enumerate(text))


Attack = Callable[[str, Hand, Random], str]

ATTACKS: Final[Mapping[str, Attack]] = MappingProxyType(
    {
        attack.__name__: attack
        for attack in (
            zero_width, bidi, homoglyph, leet, spacing, all_spaced, split, repeated, masked, letter_forms, boxed,
            struck,            pictures, backwards, upside_down, base64, run_together, alternating,
        )
    }
)  # fmt: skip
"""Every attack by its name."""


def attacked(text: str, name: str, hand: Hand, seed: int = 0) -> str:
    """Return `text` in the disguise `name` of ATTACKS, put on by `hand`.

    Raises:
        KeyError: no attack has that name.
    """
    chance = Random(crc32(f"{seed} {name} {text}".encode("utf-8", "surrogatepass")))  # noqa: S311 (no secret)
    return ATTACKS[name](text, hand, chance)


def _each(
    text: str, hand: Hand, random: Random, change: Callable[[str], str], words: re.Pattern[str] = _WORD
) -> str:
    return words.sub(lambda match: change(match[0]) if random.random() < hand.share else match[0], text)


def _translated(word: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(char.lower(), char) for char in word)


def _inserted(word: str, sign: str, random: Random) -> str:
    place = random.randrange(1, len(word))
    return word[:place] + sign + word[place:]


def _stretched(word: str, random: Random) -> str:
    place = random.randrange(len(word))
    return word[:place] + word[place] * random.randrange(3, 6) + word[place + 1 :]


def _alphabet(word: str, letters: str) -> str:
    return "".join(letters[ord(char) - ord("a")] for char in word.lower())
