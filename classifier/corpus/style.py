"""Style as features: how a message is written, not what it says (pure).

Length, case, punctuation, digits, emoji, line breaks and language, in bins so that a linear model can follow any
curve; and function words (Mosteller and Wallace 1964: they tell writers apart whatever the subject).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from classifier.corpus.function_words import function_words, is_pronoun
from classifier.corpus.words import WORD, pieces

_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
_END: Final = re.compile(r"[.!?\u2026\u3002\uff01\uff1f]+")
_SIGNS: Final = {
    "full stop": ".\u3002",
    "comma": ",\uff0c\u060c",
    "exclamation": "!\uff01",
    "question": "?\uff1f\u061f",
    "apostrophe": "'\u2019",
    "dash": "-\u2013\u2014",
    "colon": ":\uff1a",
    "semicolon": ";\uff1b",
    "quotation": '"\u201c\u201d\u201e\u00ab\u00bb',
    "bracket": "()\uff08\uff09",
    "ellipsis": "\u2026",
    "sign": "*#@_/&+=",
    "money": "$\u20ac\u00a3%",
}
FAMILIES: Final = ("length", "case", "punctuation", "digits", "emoji", "language", "pronouns", "particles")
"""What the features are of; pronouns and particles are the function words."""

_FAMILY: Final = {
    **dict.fromkeys(("characters", "words", "word length", "sentence length", "lines"), "length"),
    **dict.fromkeys(
        ("upper-case letters", "upper-case words", "capitalised words", "starts in lower case"), "case"
    ),
    **dict.fromkeys(("digits", "money"), "digits"),
    **dict.fromkeys(("emoji", "stretched letters"), "emoji"),
    **dict.fromkeys(("ends without a mark", *(name for name in _SIGNS if name != "money")), "punctuation"),
}
_LOGARITHMIC: Final = frozenset({"characters", "words", "sentence length", "lines"})
_BINS: Final = 8
_SEEN: Final = 10


@dataclass(frozen=True, slots=True)
class Styled:
    """Style features of some texts: a row each, and for each column what it means and its family."""

    matrix: Any
    names: tuple[str, ...]
    families: tuple[str, ...]


def shape(text: str) -> dict[str, float]:
    """Return the measures of a text's outer shape: lengths, shares and counts a word."""
    words = WORD.findall(text)
    letters = [char for char in text if char.isalpha()]
    size, count, alphabetic = max(len(text), 1), max(len(words), 1), max(len(letters), 1)
    return {
        "characters": float(np.log1p(len(text))),
        "words": float(np.log1p(len(words))),
        "word length": sum(map(len, words)) / count,
        "sentence length": float(np.log1p(len(words) / max(len(_END.findall(text)), 1))),
        "lines": float(np.log1p(text.count("\n"))),
        "upper-case letters": sum(char.isupper() for char in letters) / alphabetic,
        "upper-case words": sum(len(word) > 1 and word.isupper() for word in words) / count,
        "capitalised words": sum(word[0].isupper() for word in words) / count,
        "starts in lower case": float(bool(letters) and letters[0].islower()),
        "ends without a mark": float(text.rstrip()[-1:].isalnum()),
        "digits": sum(char.isdigit() for char in text) / size,
        "emoji": len(_EMOJI.findall(text)) / count,
        "stretched letters": float(re.search(r"([^\W\d])\1\1", text) is not None),
        **{name: sum(map(text.count, signs)) / count for name, signs in _SIGNS.items()},
    }


def style(texts: Sequence[str], languages: Sequence[str], *, functions: bool = True) -> Styled:
    """Return the style of texts: binned shape, language and, unless `functions` is false, function words.

    A column of a function word is named `<language>: <word>`; words in fewer than ten texts have none.
    """
    parts = [_binned(texts), _languages(languages)]
    if functions:
        parts.append(_function_words(texts, languages))
    return Styled(
        sp.hstack([part.matrix for part in parts], format="csr"),
        tuple(name for part in parts for name in part.names),
        tuple(family for part in parts for family in part.families),
    )


def _binned(texts: Sequence[str]) -> Styled:
    rows = [shape(text) for text in texts]
    columns: list[NDArray[np.float64]] = []
    names: list[str] = []
    families: list[str] = []
    for name in rows[0]:
        values = np.array([row[name] for row in rows])
        for low, high in _edges(values):
            inside = (values > low) & (values <= high)
            if not inside.any():
                continue
            columns.append(inside.astype(np.float64))
            names.append(_ranged(name, low, high))
            families.append(_FAMILY[name])
    return Styled(sp.csr_matrix(np.column_stack(columns)), tuple(names), tuple(families))


def _ranged(name: str, low: float, high: float) -> str:
    ends = [float(np.expm1(end)) if name in _LOGARITHMIC and np.isfinite(end) else end for end in (low, high)]
    if not np.isfinite(low):
        return f"{name} <= {ends[1]:.3g}"
    return f"{name} {ends[0]:.3g} to {ends[1]:.3g}" if np.isfinite(high) else f"{name} > {ends[0]:.3g}"


def _edges(values: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return bins that hold about equally many values; the least value, often zero, has its own."""
    inner = np.unique([values.min(), *np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1])])
    ends = np.concatenate([[-np.inf], inner, [np.inf]])
    return list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))


def _languages(languages: Sequence[str]) -> Styled:
    known = sorted(set(languages))
    matrix = np.array([[float(language == one) for one in known] for language in languages])
    return Styled(
        sp.csr_matrix(matrix), tuple(f"language {one}" for one in known), ("language",) * len(known)
    )


def _function_words(texts: Sequence[str], languages: Sequence[str]) -> Styled:
    places: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        for word in function_words(language).intersection(pieces(text, language)):
            rows.append(row)
            columns.append(places.setdefault(f"{language}: {word}", len(places)))
    matrix = sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(places)))
    seen = np.asarray(matrix.sum(axis=0)).ravel() >= _SEEN
    kept = [name for name, keep in zip(places, seen, strict=True) if keep]
    kinds = ("pronouns" if is_pronoun(*name.split(": ", 1)) else "particles" for name in kept)
    return Styled(matrix[:, seen], tuple(kept), tuple(kinds))
