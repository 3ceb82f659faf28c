"""Scores from the weights of linear models: a text's share of each word is kept and only added.

One column of weights for each label, and for `abuse` three: one learnt from public comments, one from personal
messages, one from both; and a gate that tells the two registers apart and says which to believe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.artifact import Artifact, ArtifactError
from classifier.labels import LABELS, Label
from classifier.linear.features import CALM, SIZE, forms, pair_features, word_features, word_hash, words
from classifier.linear.gains import gains, located, spans
from classifier.score import OperatingPoint, Scores, Span, Thresholds
from classifier.text import windows

KIND: Final = "seawall-linear-2"
COLUMNS: Final = (*(str(label) for label in LABELS), "public", "personal", "gate")
"""Columns of the weights: each label learnt from everything, then the two experts on `abuse`, then the gate."""

Array = NDArray[np.float32]
PART: Final = 3.0
"""What a window's logit must exceed the whole text's by to count, so that many windows are no penalty."""

_KEPT: Final = 50_000
_BATCH: Final = 512


@dataclass(frozen=True, slots=True)
class Join:
    """How the opinions on `abuse` become one logit.

    (1 - gate) * public + gate * (both * joint + personal * personal + offset), where the gate is
    sigmoid(sharpness * (gate logit - centre)): near 0 for what is surely a public comment.
    """

    both: float
    personal: float
    offset: float
    sharpness: float
    centre: float

    def logit(self, columns: Array) -> Array:
        """Return the joined logit of each row of `columns` (one column for each of COLUMNS)."""
        joint, public, personal, gate = (columns[:, COLUMNS.index(n)] for n in ("abuse", *COLUMNS[-3:]))
        weight = self._gate(gate)
        return np.asarray(
            (1 - weight) * public + weight * (self.both * joint + self.personal * personal + self.offset),
            np.float32,
        )

    def mix(self, columns: Array) -> Array:
        """Return how much each of COLUMNS counts in the joined logit of one row of them."""
        weight = float(self._gate(columns[COLUMNS.index("gate")]))
        shares = {"abuse": weight * self.both, "public": 1 - weight, "personal": weight * self.personal}
        return np.asarray([shares.get(name, 0.0) for name in COLUMNS], np.float32)

    def _gate(self, logits: Array) -> Array:
        return np.asarray(
            1 / (1 + np.exp(-np.clip(self.sharpness * (logits - self.centre), -30, 30))), np.float32
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt.

    Attributes:
        features: float32 of SIZE rows, len(COLUMNS) columns; already multiplied by `idf`.
        bias: one for each column.
        idf: weight of each feature in the norm of a text.
    """

    features: Array
    bias: Array
    idf: Array

    def rows(self, places: NDArray[np.int64]) -> Array:
        """Return the features at `places`."""
        return self.features[places]


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """The same with `features` as `packed` made them: as numbers they would take four times the room.

    A scorer asks for few rows at once, so it loses no time by that.
    """

    features: NDArray[np.int8]
    largest: Array
    bias: Array
    idf: Array

    def rows(self, places: NDArray[np.int64]) -> Array:
        """Return the features at `places`, the very numbers that `unpacked` gives."""
        return np.asarray(_VALUES[self.features[places].view(np.uint8)] * self.largest, np.float32)


def packed(features: Array) -> dict[str, NDArray[Any]]:
    """Return `features` in an octet each: the root of its share of the column's largest, in 127 steps each way.

    Small weights keep two digits where even steps would round them to nothing.
    """
    largest = np.maximum(np.abs(features).max(axis=0), np.float32(1e-9))
    steps = np.rint(127 * np.sign(features) * np.sqrt(np.abs(features) / largest))
    return {"features": steps.astype(np.int8), "largest": largest.astype(np.float32)}


def unpacked(features: NDArray[np.int8], largest: NDArray[np.float32]) -> Array:
    """Return the features that `packed` wrote, each within 1 % of its column's largest."""
    return np.asarray(_values(features) * largest, np.float32)


def _values(steps: NDArray[np.int8]) -> Array:
    parts = steps.astype(np.float32) / 127
    return np.asarray(np.abs(parts) * parts, np.float32)


_VALUES: Final = _values(np.arange(256).astype(np.uint8).view(np.int8))
"""Of each step, taken for an octet without a sign: what share of the column's largest it is."""


def scaled(logits: Array, slopes: Array) -> Array:
    """Return the calibrated probabilities of logits: sigmoid(a * logit + b), with a row (a, b) of `slopes` a label."""
    return np.asarray(1 / (1 + np.exp(-(logits * slopes[:, 0] + slopes[:, 1]))), np.float32)


class Linear:
    """A Scorer over linear weights. It keeps what a word contributes once it has seen it; otherwise pure."""

    def __init__(
        self,
        weights: Weights | PackedWeights,
        join: Join,
        platt: Mapping[Label, tuple[float, float]],
        thresholds: Thresholds,
        model_id: str,
    ) -> None:
        self._weights = weights
        self._join = join
        self._slopes = np.asarray([platt[label] for label in LABELS], np.float32)
        self._thresholds = thresholds
        self._model_id = model_id
        self._known: dict[str, int] = {}
        self._shares = np.zeros((0, len(COLUMNS) + 1), np.float32)
        self._hashes = np.zeros(0, np.uint64)

    @property
    def model_id(self) -> str:
        """Content hash of the artifact, `sha256:<hex>`."""
        return self._model_id

    @property
    def thresholds(self) -> Thresholds:
        """Operating points measured for this model."""
        return self._thresholds

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Return one Scores per text, in order. Of a long text the worst window counts, less PART."""
        found: list[Scores] = []
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            found += [self._scores(row) for row in self.probabilities(batch).tolist()]
        return found

    def probabilities(self, texts: Sequence[str], *, undo: bool = True) -> Array:
        """Return one row per text and one column per label of LABELS; `undo` as for `logits`."""
        return self.scaled(self.logits(texts, undo=undo))

    def scaled(self, logits: Array) -> Array:
        """Return the calibrated probabilities of what `logits` returned."""
        return scaled(logits, self._slopes)

    def logits(self, texts: Sequence[str], *, undo: bool = True) -> Array:
        """Return, before calibration, the highest logit of each text, its windows and its raw form, by label.

        Without `undo` each text is judged only as it was typed, to measure what undoing disguises is worth.
        """
        pieces, wholes, windowed = _pieces(texts, undo=undo)
        logits = self._joined(self.columns(pieces))
        if not len(texts):
            return logits
        logits[windowed] -= PART
        return np.maximum.reduceat(logits, wholes, axis=0)

    def spans(self, text: str, label: Label) -> tuple[Span, ...]:
        """Return the words of the piece that decided, in order, each with what it added to `label`'s log-odds.

        With the bias these add up to the log-odds exactly, but for words that stand for nothing in `text` as given;
        the gate of `abuse` is held where it is. See `explain.explain` for the words that matter.
        """
        pieces, _, windowed = _pieces([text])
        columns = self.columns(pieces)
        logits = self._joined(columns)[:, LABELS.index(label)]
        logits[windowed] -= PART
        best = int(logits.argmax())
        piece, whole, start = pieces[best], pieces[best], 0
        if best in windowed:
            whole = pieces[0]
            start = windows(whole)[windowed.index(best)][0]
        at = [(start + first, start + last) for first, last in located(piece, words(piece))]
        return spans(text, whole, at, self._gains(piece, columns[best], label), label)

    def _gains(self, piece: str, columns: Array, label: Label) -> Array:
        """Return what each word of `piece`, whose columns are given, added to `label`'s log-odds."""
        ids, _ = self._index([piece])
        pairs = pair_features(self._hashes[ids[:-1]], self._hashes[ids[1:]])
        squares = self._shares[np.unique(ids), -1].sum() + self._square(np.unique(pairs)).sum()
        mixed = self._join.mix(columns) if label is Label.ABUSE else np.asarray(COLUMNS) == label
        scale = self._slopes[LABELS.index(label), 0] / np.sqrt(squares + CALM)
        share = np.asarray(mixed * scale, np.float32)
        return gains(ids, pairs, self._shares[ids, :-1] @ share, self._weights.rows(pairs) @ share)

    def _joined(self, columns: Array) -> Array:
        logits = columns[:, : len(LABELS)].copy()
        logits[:, -1] = self._join.logit(columns)
        return logits

    def columns(self, pieces: Sequence[str]) -> Array:
        """Return one row per piece of plain text, and one column for each of COLUMNS."""
        if len(self._known) > _KEPT:
            self._forget()
        ids, starts = self._index(pieces)
        row = np.repeat(np.arange(len(pieces)), np.diff(starts))
        inside = row[1:] == row[:-1]
        pairs = pair_features(self._hashes[ids[:-1]], self._hashes[ids[1:]])[inside]
        total = _summed(row, ids, self._shares, len(pieces))
        sums, squares = total[:, :-1], total[:, -1]
        row, pairs = _distinct(row[:-1][inside], pairs)
        _add(sums, row, self._weights.rows(pairs))
        squares = squares + np.bincount(row, self._square(pairs), minlength=len(pieces)).astype(np.float32)
        return np.asarray(sums / np.sqrt(squares + CALM)[:, None] + self._weights.bias, np.float32)

    def _index(self, pieces: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found = [words(piece) for piece in pieces]
        known = self._known
        fresh = [
            word for word in dict.fromkeys(word for piece in found for word in piece) if word not in known
        ]
        if fresh:
            self._learn(fresh)
        ids = [known[word] for piece in found for word in piece]
        starts = np.cumsum([0, *map(len, found)])
        return np.asarray(ids, np.int64), starts

    def _learn(self, fresh: Sequence[str]) -> None:
        """Keep what each of these words contributes: its columns, and its square in the norm."""
        shares = np.empty((len(fresh), len(COLUMNS) + 1), np.float32)
        for place, word in enumerate(fresh):
            features, counts = np.unique(word_features(word), return_counts=True)
            shares[place, :-1] = counts.astype(np.float32) @ self._weights.rows(features)
            shares[place, -1] = (counts * counts) @ self._square(features)
            self._known[word] = len(self._known)
        self._shares = np.concatenate([self._shares, shares])
        hashes = np.fromiter(map(word_hash, fresh), np.uint64, len(fresh))
        self._hashes = np.concatenate([self._hashes, hashes])

    def _square(self, features: NDArray[np.int64]) -> Array:
        """Return how much each feature counts in the norm of a text that has it once."""
        idf = self._weights.idf[features]
        return np.asarray(idf * idf, np.float32)

    def _forget(self) -> None:
        self._known = {}
        self._shares = self._shares[:0]
        self._hashes = self._hashes[:0]

    def _scores(self, row: Sequence[float]) -> Scores:
        return Scores(dict(zip(LABELS, row, strict=True)), self._model_id)


def load_linear(artifact: Artifact) -> Linear:
    """Return the scorer that an artifact describes.

    Raises:
        ArtifactError: it is of another kind, or its parts do not fit together.
    """
    config = artifact.json("config.json")
    if not isinstance(config, dict) or config.get("kind") != KIND or config.get("columns") != list(COLUMNS):
        raise ArtifactError(f"the model is not of kind {KIND}; install the model that came with this Seawall")
    try:
        weights = _weights(artifact.arrays("weights.npz"))
        platt = artifact.json("calibration.json")["platt"]
        return Linear(
            weights,
            Join(**config["join"]),
            {Label(label): (float(a), float(b)) for label, (a, b) in platt.items()},
            read_thresholds(artifact.json("thresholds.json")),
            artifact.model_id,
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise ArtifactError(f"the parts of the model do not fit together: {problem!r}") from problem


def _pieces(texts: Sequence[str], *, undo: bool = True) -> tuple[list[str], list[int], list[int]]:
    """Return each text, its raw form if it was disguised and its windows; the places of the texts, of the windows."""
    pieces: list[str] = []
    wholes: list[int] = []
    windowed: list[int] = []
    for text in texts:
        wholes.append(len(pieces))
        clean, typed = forms(text, undo=undo)
        pieces.append(clean)
        if typed != clean:
            pieces.append(typed)
        parts = windows(clean)
        if len(parts) > 1:
            windowed += range(len(pieces), len(pieces) + len(parts))
            pieces += [clean[start:end] for start, end in parts]
    return pieces, wholes, windowed


def _weights(arrays: Mapping[str, NDArray[Any]]) -> PackedWeights:
    features, *others = (arrays[name] for name in ("features", "largest", "bias", "idf"))
    largest, bias, idf = (array.astype(np.float32) for array in others)
    shapes = (features.shape, largest.shape, bias.shape, idf.shape)
    width = len(COLUMNS)
    if features.dtype != np.int8 or shapes != ((SIZE, width), (width,), (width,), (SIZE,)):
        raise ArtifactError("the weights are not of the expected shape")
    return PackedWeights(features, largest, bias, idf)


def read_thresholds(points: Sequence[Mapping[str, Any]]) -> Thresholds:
    """Return the operating points that thresholds.json of an artifact holds."""
    return Thresholds(
        tuple(
            OperatingPoint(
                float(point["false_alarms"]),
                {Label(label): float(value) for label, value in point["flag"].items()},
                {Label(label): float(value) for label, value in point["review"].items()},
            )
            for point in points
        )
    )


def _distinct(row: NDArray[np.int64], ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each (row, id) once, in order of row."""
    both = np.unique(row << 32 | ids)
    return both >> 32, both & 0xFFFFFFFF


def _summed(row: NDArray[np.int64], ids: NDArray[np.int64], shares: Array, count: int) -> Array:
    row, ids = _distinct(row, ids)
    sums = np.zeros((count, shares.shape[1]), np.float32)
    _add(sums, row, shares[ids])
    return sums


def _add(sums: Array, row: NDArray[np.int64], values: Array) -> None:
    """Add each of `values` to its row of `sums`; `row` is in order."""
    if len(row):
        starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
        sums[row[starts]] += np.add.reduceat(values, starts, axis=0)
