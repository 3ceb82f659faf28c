"""Near-duplicate signatures: the same or nearly the same text gets a like signature (pure).

MinHash over word and character shingles with banding (Broder 1997, "On the resemblance and containment of
documents"; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3). Written here over numpy,
since the signature is kept on disk for years and must not change with a library's hash scheme, and datasketch
takes 0.8 s to import.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classifier.text import normalise

SAME_TEXT: Final = 0.5
"""Two texts whose `similarity` is at least this count as nearly the same.

Measured on 2,000 authored short messages: a text with every tenth word changed reaches it 97 times in 100,
one with two words changed 82 times; of two million pairs of different texts one did.
"""

VALUES: Final = 64
"""Numbers in a minhash; the standard error of `similarity` is at most 1 / sqrt(4 * VALUES) = 0.0625."""

_ROWS: Final = 3
_CHARS: Final = 5
_WORDS: Final = 2
_SHORTEST: Final = 16
_LONGEST: Final = 20_000

_GREETING: Final = re.compile(
    r"\s*(?:hi|hiya|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)"
    r"|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|ch[eè]re?"
    r"|hola|buen[oa]s (?:d[ií]as|tardes|noches)|querid[oa]|ciao|car[oa]|ol[aá])\b"
    r"(?:[ \t]+[^\s,.!?:;]{1,20}){0,3}[ \t]*(?:[,!.:;]+|\r?\n)\s*",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text in order to know it again.

    The text cannot be read from it, but who guesses a short text can confirm the guess: keep it private.

    Attributes:
        exact: 63-bit hash of the letters and digits after normalisation, without a greeting; 0 for an empty
            text.
        minhash: VALUES numbers of 32 bits, or empty if the text is too short to say more than `exact` does.
    """

    exact: int
    minhash: tuple[int, ...]


def signature(text: str) -> Signature:
    """Return the signature of `text`; the same on every platform and in every process.

    Case, spacing, punctuation, common obfuscation and a greeting at the start make no difference. Of a very
    long text the first 20,000 characters count.
    """
    plain = _plain(text)
    words = _WORD.findall(plain)
    letters = "".join(words) or "".join(plain.split())
    exact = _hash63(letters.encode("utf-8", "surrogatepass")) if letters else 0
    if len(letters) < _SHORTEST:
        return Signature(exact, ())
    return Signature(exact, _minhash(letters, words))


def bands(sig: Signature) -> tuple[int, ...]:
    """Return keys fit for an SQLite INTEGER (63 bits), `exact` first; nearly equal texts share at least one.

    With 21 bands of 3 values, texts of similarity 0.8 share a key with probability 0.9999998, of 0.5 with
    0.94, of 0.1 with 0.02. A shared key only proposes a pair: confirm it with `similarity`. An empty text has
    no keys.
    """
    if not sig.exact:
        return ()
    values = np.asarray(sig.minhash, dtype="<u4")
    keys = [
        _hash63(bytes([start // _ROWS]) + values[start : start + _ROWS].tobytes())
        for start in range(0, len(values) - _ROWS + 1, _ROWS)
    ]
    return (sig.exact, *keys)


def similarity(a: Signature, b: Signature) -> float:
    """Return the estimated Jaccard similarity of two texts' shingles, in [0, 1].

    It is 1 where `exact` is equal, and 0 for empty texts.
    """
    if a.exact == b.exact:
        return 1.0 if a.exact else 0.0
    if not a.minhash or not b.minhash:
        return 0.0
    return sum(x == y for x, y in zip(a.minhash, b.minhash, strict=True)) / VALUES


def _plain(text: str) -> str:
    start = _GREETING.match(text)
    rest = text[start.end() :] if start else text
    rest = (rest if rest.strip() else text)[:_LONGEST]
    return normalise(rest)


def _minhash(letters: str, words: list[str]) -> tuple[int, ...]:
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    tokens = np.fromiter(
        (_hash63(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words)
    )
    hashes = np.concatenate([_shingles(points, _CHARS), _shingles(tokens, _WORDS)])
    mixed = (_mix(hashes) >> np.uint64(32)).astype(np.uint32)
    spread = mixed[None, :] * _FACTORS[:, None]
    spread += _OFFSETS[:, None]
    least: list[int] = spread.min(axis=1).tolist()
    return tuple(least)


def _shingles(units: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return one number for each run of `size` units (none if there are fewer)."""
    count = max(len(units) - size + 1, 0)
    total = np.full(count, size, dtype=np.uint64)
    for start in range(size):
        total = total * np.uint64(0x9E3779B97F4A7C15) + _mix(units[start : start + count])
    return total


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread 64-bit numbers evenly (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _hash63(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1


def _constants(name: bytes) -> NDArray[np.uint32]:
    digests = b"".join(blake2b(name + bytes([i]), digest_size=4).digest() for i in range(VALUES))
    return np.frombuffer(digests, dtype=">u4").astype(np.uint32)


_FACTORS: Final = _constants(b"seawall minhash factor") | np.uint32(1)
_OFFSETS: Final = _constants(b"seawall minhash offset")
