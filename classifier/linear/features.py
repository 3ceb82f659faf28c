"""Words, word pairs and pieces of words as hashed features (pure).

What a word contributes depends on the word alone, and the norm of a text is the root of the sum of its words'
and pairs' squares and of CALM; so a scorer can keep each word's share and only add. Pieces of words are
character n-grams within word boundaries. Hashing as in Weinberger and others 2009, "Feature hashing for
large scale multitask learning", with CRC-32 so that it is the same everywhere.
"""

import re
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from classifier.text import as_typed, normalise

BITS: Final = 19
SIZE: Final = 2 * 2**BITS
"""Words and their pairs have the lower half of the features, pieces of words the upper."""

PIECES: Final = (3, 4, 5)
PIECE_WEIGHT: Final = 0.4
"""What a piece of a word counts against a word: pieces are many, and help most in languages with endings."""

LONGEST_WORD: Final = 40

CALM: Final = 700.0
"""Added to the square of a text's norm, about what four words contribute: one word alone says less than ten."""

_PLACE: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+|\[(?:user|url)\]|<[a-z]+>")
_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:['*][^\W\d_*']+)*\*?|\d+[^\W\d_]+|[^\w\s]")


def plain(text: str) -> str:
    """Return normalised `text` without web addresses and names of users, which are no words."""
    return _PLACE.sub(" ", normalise(text))


def forms(text: str, *, undo: bool = True) -> tuple[str, str]:
    """Return `text` plain and as it was typed, both without what `plain` leaves out; without `undo` both as typed."""
    typed = as_typed(text)
    clean = normalise(text) if undo else typed
    bare = _PLACE.sub(" ", clean)
    return bare, bare if typed == clean else _PLACE.sub(" ", typed)


def words(text: str) -> list[str]:
    """Return the words of `plain` text and each of its signs, such as a comma or an emoji."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(text)]


def word_hash(word: str) -> int:
    """Return a 32-bit number for `word`, from which the hashes of word pairs are made."""
    return crc32(b"w" + word.encode("utf-8", "surrogatepass"))


def word_features(word: str) -> NDArray[np.int64]:
    """Return the features of one word: the word itself and its pieces, with repetitions."""
    framed = f" {word} "
    found = [_slot(word_hash(word))]
    if word[0].isalnum():
        found += [
            SIZE // 2
            + crc32(b"c" + framed[start : start + size].encode("utf-8", "surrogatepass")) % (SIZE // 2)
            for size in PIECES
            for start in range(len(framed) - size + 1)
        ]
    return np.asarray(found, dtype=np.int64)


def pair_features(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the feature of each pair of neighbouring words, from their `word_hash`es."""
    mixed = first * np.uint64(0x9E3779B97F4A7C15) + second
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed ^ (mixed >> np.uint64(32))) & np.uint64(SIZE // 2 - 1)).astype(np.int64)


def _slot(number: int) -> int:
    return (number * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - BITS)
