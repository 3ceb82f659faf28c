"""One word without its disguise (pure).

A disguise is undone for what it hides: a known word. Where none fits, digits between letters are read as letters and
the word stays otherwise. What a word hides depends on the word alone, so that it is looked up once and kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import log2
from typing import Final, TypeVar

from classifier.text.common import COMMON
from classifier.text.hostile import HOSTILE, SPELLINGS

KNOWN: Final = frozenset(COMMON) | frozenset(HOSTILE)
"""Words, in lower case, by which a disguise is recognised."""

_RUDEST: Final = tuple(HOSTILE[: HOSTILE.index("minger")])

HURTFUL: Final = frozenset(HOSTILE)
"""Those of KNOWN that are disguised because they hurt."""

LONGEST_WORD: Final = 48
"""Characters of a word that is looked up; in a longer one only repeated letters are undone."""

Key = TypeVar("Key")

SIGN: Final = r"[!-/:-@\[-`{-~\u2010-\u2fff\u3000-\u303f\U0001f000-\U0001faff]"
"""A sign between letters; a mark on a letter or a vowel sign of an Indic script is none."""

_RANKED: Final = tuple(dict.fromkeys((*HOSTILE, *COMMON)))

_PLACE: Final = re.compile(
    r"https?://\S+|www\.\S+|\S+@[\w-]+\.\w\S*|[\w-]+(?:\.[\w-]+)+/\S*|\[(?:user|url)\]|<[a-z]+>"
)
_NAME: Final = re.compile(r"@[\w.]{3,}")
_CORE: Final = re.compile(
    r"([\"'(\[{<~#]*)(.*?)([\"'.,;:?!)\]}>~\u060c\u061b\u061f\u3001\u3002]*)", re.DOTALL
)
_STRONG: Final = re.compile(r"([*_]{1,3})([^*_\s].*?)\1", re.DOTALL)
_REPEATED: Final = re.compile(r"([^\W\d_])\1{2,}")
_MISSPELT: Final = re.compile(r"ii|uu|kk|cc|ff")
_TWICE: Final = re.compile(r"(.)\1+")
_PARTED: Final = re.compile(rf"[^\W_](?:({SIGN})[^\W_])(?:\1[^\W_])+")
_RUN: Final = re.compile(r"[a-z']+[^a-z']*|[^a-z']+")
_SIGNS: Final = re.compile(r"[.*/~|+_-]")
_LEET_WORD: Final = re.compile(
    r"(?<![\w@$])(?=[a-z]*[0-9@$!|€£]+[a-z$])[a-z0-9@$!|€£]{2,40}(?![\w@])(?!\.\w)"
)
_LEET: Final = str.maketrans("013457@$!|€£", "oieastasiiel")
_LEET_INSIDE: Final = re.compile(
    r"(?<=[a-z])[01345@$!|€£7]{1,2}(?=[a-z])|^(?:[$5]|[013467](?=[a-z]{3}))(?=[a-z])|(?<=[a-z])\${1,2}$"
)
_MEASURE: Final = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|min|mins|hrs?|years?|days?|weeks?|k[gmwb]|[mgt]b|bit|px|x|ish|yo|cm|mm|ml|pcs|ft|in|oz|lb"
    r"|lbs|m|k|g|s|h|p|v|w|l|a)"
)
_STANDS_FOR: Final[Mapping[str, str]] = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "tl", "8": "b", "9": "gq", "@": "a",
    "$": "s", "!": "il", "|": "il", "€": "e", "£": "l", "+": "t", "(": "c", "<": "c", "¢": "c", "¥": "y", "§": "s",
    "{": "c", "[": "c", "ß": "b", "#": "h", "=": "e",
}  # fmt: skip
_CLASS: Final = str.maketrans(
    "lt17!|+£0234@5$689qb€=(<¢{[¥§ß#", "iiiiiiiiozeaassggggg" + "ee" + "ccccc" + "ysgh"
)
_DRAWN: Final = (
    ("|\\/|", "m"), ("/\\/\\", "m"), ("\\/\\/", "w"), ("|\\|", "n"), ("/\\/", "n"), ("|-|", "h"), ("|_|", "u"),
    ("(_)", "u"), ("|<", "k"), ("|{", "k"), ("|3", "b"), ("|)", "d"), ("|>", "p"), ("|=", "f"), ("/\\", "a"),
    ("\\/", "v"), ("()", "o"), ("[]", "o"), ("><", "x"), ("vv", "w"),
)  # fmt: skip
_HOLES: Final = "*#%~•█■▢◼"
_MAYBE_HOLES: Final = "?_-.@$!&+x"
_STRETCHED: Final = frozenset("lseog")
_SHORTENED: Final = re.compile(r"(.+)('(?:re|ve|ll|s|d|m|t))", re.DOTALL)
_PREFIXES: Final = frozenset(
    "e on wi re co un pre non x anti de mid sub pro mis t to by up off out in over".split()  # noqa: SIM905  (brief)
)
_SOUNDS: Final = re.compile(r"[^\d@$!|]*(?:[2356789][^\d@$!|]*)+")
"""A word such as Arabic is written in Latin letters, with some digits for its own sounds."""
_SENTENCE: Final = 5
_AIMED: Final = frozenset({"you", "your", "yourself", "u", "ur"})


def likely(word: str) -> bool:
    """Whether `word`, in lower case, is known or an inflected form of one that is."""
    return word in _COST


@lru_cache(maxsize=50_000)
def strange(word: str) -> bool:
    """Whether a word, without the signs that end it, is neither known nor an inflected form of one that is."""
    return word.rstrip(".,;:?!)\"'") not in _COST


def plain_word(word: str) -> str:
    """Return a word of lower-case text, with the signs that touch it, freed of its disguise."""
    if word in KNOWN:
        return word
    return _kept(word) if len(word) <= LONGEST_WORD else _long(word)


def _long(word: str) -> str:
    """Return a very long word with repetitions undone, in words where it is a sentence without spaces."""
    word = _REPEATED.sub(_shortened, word)
    if not word.isascii() or _PLACE.fullmatch(word):
        return word
    found = [_run_together(run[0], _SENTENCE) or run[0] for run in _RUN.finditer(word)]
    return " ".join(found) if " " in "".join(found) else word


@lru_cache(maxsize=50_000)
def _kept(word: str) -> str:
    if _PLACE.fullmatch(word) or (_NAME.fullmatch(word) and "a" + word[1:] not in HURTFUL):
        return word
    if strong := _STRONG.fullmatch(word):
        return strong[1] + _kept(strong[2]) + strong[1]
    match = _CORE.fullmatch(word)
    before, core, after = match.groups() if match else ("", word, "")
    if core in KNOWN or not core:
        return word
    if (short := _SHORTENED.fullmatch(core)) and short[1] not in KNOWN:
        return before + _kept(short[1]) + short[2] + after
    found = _of_letters(core) if core.isalpha() else _hidden(core) or _plainer(core)
    if found == core and after.startswith("!!") and (whole := _spelt(core + "!!")) in HURTFUL:
        found, after = whole or "", after[2:]
    return before + found + after


def _of_letters(word: str) -> str:
    """Return a word of letters without repetitions, in its usual spelling, and in words if several are run together."""
    if word in SPELLINGS:
        return SPELLINGS[word]
    if _REPEATED.search(word):
        word = _unstretched(word)
    if word in KNOWN or not word.isascii():
        return word
    return _doubled(word) or _run_together(word) or word


def _unstretched(word: str) -> str:
    """Return a word with letters that stand three times or more standing once or twice, as in a known word."""
    usual = _REPEATED.sub(_shortened, word)
    runs = [(match[0], len(match[0]) > 2) for match in re.finditer(r"(.)\1*", word)]
    if usual not in KNOWN and sum(long for _, long in runs) <= 4:
        choices = [(run[0], run[0] * 2) if long else (run,) for run, long in runs]
        readings = ["".join(reading) for reading in product(*choices)]
        for words in (HURTFUL, KNOWN, _COST):
            found = [reading for reading in readings if reading in words]
            if found:
                return found[0]
    return usual


def _shortened(match: re.Match[str]) -> str:
    return match[1] * (2 if match[1] in _STRETCHED else 1)


def _doubled(word: str) -> str | None:
    """Return the hurtful word of which some letters were doubled."""
    if len(word) < 5 or not _MISSPELT.search(word):
        return None
    return next((known for known in _BY_RUNS.get(_runs(word), ()) if len(known) < len(word)), None)


def _runs(word: str) -> str:
    return _TWICE.sub(r"\1", word)


def _run_together(word: str, fewest: int = 3) -> str | None:
    letters = word.rstrip(".,;:?!)\"'")
    if len(letters) < 10:
        return None
    words = segmented(letters)
    hurts = any(len(part) > 3 and part in HURTFUL for part in words)
    meant = (
        (hurts or len(words) >= _SENTENCE) and not _AIMED.isdisjoint(words) and len(letters) >= 3 * len(words)
    )
    return " ".join(words) + word[len(letters) :] if meant and len(words) >= fewest else None


def segmented(letters: str, strange: float = 0.2) -> list[str]:
    """Return the likeliest words of which `letters` consists; none if more than the share `strange` is of no word."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(letters) + 1):
        options = [
            (best[start][0] + _COST[part], start)
            for start in range(max(0, end - _LONGEST_KNOWN), end)
            if (part := letters[start:end]) in _COST
        ]
        best.append(min([*options, (best[end - 1][0] + _STRANGE, end - 1)]))
    parts = _traced(letters, best)
    unknown = sum(len(part) for part in parts if _strange(part))
    return parts if unknown <= strange * len(letters) else []


def _traced(letters: str, best: Sequence[tuple[float, int]]) -> list[str]:
    """Return the words on the way that was best; letters of no word stay together."""
    parts: list[str] = []
    end = len(letters)
    while end:
        start = best[end][1]
        part = letters[start:end]
        if parts and _strange(part) and _strange(parts[-1]):
            parts[-1] = part + parts[-1]
        else:
            parts.append(part)
        end = start
    return parts[::-1]


def _strange(part: str) -> bool:
    return part not in _COST


def _hidden(core: str) -> str | None:
    """Return what a word with other signs than letters hides, or None where that is no known word."""
    if _MEASURE.fullmatch(core):
        return None
    return _spaced_out(core) or _in_pieces(core) or _spelt(core) or _unmasked(core) or _drawn(core)


def _spaced_out(core: str) -> str | None:
    if not _PARTED.fullmatch(core):
        return None
    return joined(core[::2])


def joined(letters: str) -> str | None:
    """Return the words of letters that were spaced out; None if they are no letters."""
    if "'" in letters and letters.replace("'", "").isalpha():
        return letters
    if not letters.isalpha():
        masked = all(char.isalpha() or char in _HOLES for char in letters)
        found = _spelt(letters) or (_unmasked(letters) if masked else None)
        mostly = 3 * sum(map(str.isalpha, letters)) > 2 * len(letters) > 6 and letters.isalnum()
        return found or (letters.translate(_LEET) if mostly else None)
    if letters in KNOWN or len(letters) < 5 or not letters.isascii():
        return letters
    words = segmented(letters, 0.75)
    return " ".join(words) if words and len(letters) > 2 * len(words) else _of_letters(letters)


def _in_pieces(core: str) -> str | None:
    """Return the hurtful word that signs break up, as in "ki.ll"."""
    pieces = [piece for piece in _SIGNS.split(core) if piece]
    if len(pieces) < 2 or all(piece in KNOWN and len(piece) > 2 for piece in pieces):
        return None
    whole = "".join(pieces)
    whole = whole if whole.isalpha() else _spelt(whole) or ""
    usual = pieces[0] in _PREFIXES or "" in _SIGNS.split(core)
    return whole if whole in (HURTFUL if usual else _COST) and len(whole) > 3 else None


def _spelt(core: str) -> str | None:
    """Return the known word that is spelt with digits and signs, as in "5h!t"."""
    found = next((known for known in _BY_LOOK.get(core.translate(_CLASS), ()) if _reads(core, known)), None)
    digits = sum(char.isdigit() for char in core)
    letters = sum(char.isalpha() for char in core)
    if found is None or not letters:
        return None
    at_the_end = letters == len(core) - 1 and not core[-1].isalpha()
    if (at_the_end and found not in HURTFUL) or (
        len(found) == 3 and (core[-1].isdigit() or digits > 1 or core[0] in "2356789")
    ):
        return None
    return found if len(found) > 2 and (found in HURTFUL or 2 * digits <= len(core)) else None


def spelt_freely(core: str) -> str:
    """Return the word that is spelt with digits and signs where others of the text are, as in "741k"."""
    found = next((known for known in _BY_LOOK.get(core.translate(_CLASS), ()) if _reads(core, known)), None)
    if found or _SOUNDS.fullmatch(core) or not any(map(str.isalpha, core)):
        return found or core
    return core.translate(_LEET)


def _reads(core: str, known: str) -> bool:
    return all(a == b or b in _STANDS_FOR.get(a, "") for a, b in zip(core, known, strict=True))


def _unmasked(core: str) -> str | None:
    """Return the likeliest known word with some letters hidden by signs, as in "f**k"."""
    letters = sum(char.isalpha() for char in core)
    if (
        letters == len(core)
        or ".." in core
        or core.rstrip(_HOLES) in _COST
        or not _seems_masked(core, letters)
    ):
        return None
    surely = all(char.isalpha() or char in _HOLES for char in core)
    if not surely and not all(
        char.isalpha() or char in _HOLES + _MAYBE_HOLES or char in _STANDS_FOR for char in core
    ):
        return None
    exact = re.compile("".join(_letter_or_hole(char) for char in core))
    near = _alike(core)
    rude = HURTFUL if core[0].isalpha() else _RUDEST
    found = next((word for word in near if word in rude and exact.fullmatch(word)), None)
    if found is None and surely and core[0].isalpha():
        found = _with_more_letters(core, _RUDEST)
    if found and (surely or len(found) > 3):
        return found
    if surely and letters > 1 and core[0].isalpha():
        return next(
            (w for w in near if exact.fullmatch(w) and 2 * letters >= len(w)), _with_more_letters(core)
        )
    return None


def _seems_masked(core: str, letters: int) -> bool:
    """Whether it begins with a letter that is not alone but for a mask, or with one or two holes of a mask."""
    if core[0].isalpha():
        return letters > 1 or (len(core) > 2 and all(char in _HOLES for char in core[1:]))
    return letters > 1 and core[-1].isalpha() and core[0] in _HOLES


def _letter_or_hole(char: str) -> str:
    if char.isalpha() and char != "x":
        return char
    return "[a-z]" if char in _HOLES + _MAYBE_HOLES else f"[{_STANDS_FOR.get(char, '')}]"


def _with_more_letters(core: str, words: Iterable[str] = HOSTILE) -> str | None:
    """Return the hurtful word in which one sign stands for several letters, as in "f*k" or "c*t"."""
    if not (core[0].isalpha() and core[-1].isalpha()) or len(core) > 8:
        return None
    pattern = re.compile(re.sub(r"[^a-z]+", "[a-z]{1,4}", core))
    return next((word for word in words if len(word) > 3 and pattern.fullmatch(word)), None)


def _alike(core: str) -> Iterable[str]:
    """Return the known words with as many letters and the same first letter, or else the same last."""
    if core[0].isalpha():
        return _BY_FIRST.get((len(core), core[0]), ())
    return _BY_LAST.get((len(core), core[-1]), ())


def _drawn(core: str) -> str | None:
    """Return the word some letters of which are drawn with strokes, as in "|<ill"."""
    plain = core
    for drawing, letter in _DRAWN:
        plain = plain.replace(drawing, letter)
    if plain == core:
        return None
    return plain if plain in KNOWN and len(plain) > 2 else _spelt(plain)


def _plainer(core: str) -> str:
    word = _LEET_WORD.sub(lambda match: _letters(match[0]), core)
    if word == core and _REPEATED.search(word):
        word = _REPEATED.sub(_shortened, word)
    return word


def _letters(word: str) -> str:
    if word.isalpha() or _MEASURE.fullmatch(word):
        return word
    if found := _spelt(word):
        return found
    if sum(char.isdigit() for char in word) > len(word) / 2:
        return word
    return _LEET_INSIDE.sub(lambda match: match[0].translate(_LEET), word)


def _grouped(keyed: Iterable[tuple[Key, str]]) -> Mapping[Key, tuple[str, ...]]:
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for key, word in keyed:
        found[key].append(word)
    return {key: tuple(words) for key, words in found.items()}


_BY_RUNS: Final = _grouped((_runs(word), word) for word in HOSTILE if len(word) > 3)
_STRANGE: Final = 20.0
_LONGEST_KNOWN: Final = max(map(len, _RANKED))
_CONTRACTED: Final = """
    i'm i've i'll i'd you're you've you'll you'd he's he'll she's she'll it's that's there's what's who's let's we're
    we've we'll they're they've they'll don't can't won't didn't isn't aren't wasn't weren't doesn't couldn't wouldn't
    shouldn't haven't hasn't hadn't
    """
_ENDINGS: Final = ("s", "es", "d", "ed", "ing", "ly", "er", "n't")
_COST: Final = {
    **{word + ending: 18.0 for word in COMMON if len(word) > 3 for ending in _ENDINGS},
    **{word + word[-1] + ending: 18.0 for word in COMMON if len(word) > 3 for ending in ("ed", "ing")},
    **dict.fromkeys(HOSTILE, 12.0 + 2),
    **{word: log2(place + 20) + 2 + {1: 5, 2: 2}.get(len(word), 0) for place, word in enumerate(COMMON)},
    "u": 14.0,
    **dict.fromkeys(_CONTRACTED.split(), 13.0),
}
"""About how many bits it takes to say a word, short ones made dearer."""
_ALL: Final = tuple(dict.fromkeys((*_RANKED, *_COST)))
_BY_LOOK: Final = _grouped((word.translate(_CLASS), word) for word in _ALL)
_BY_FIRST: Final = _grouped(((len(word), word[0]), word) for word in _ALL)
_BY_LAST: Final = _grouped(((len(word), word[-1]), word) for word in _RANKED)
