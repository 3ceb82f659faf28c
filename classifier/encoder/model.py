"""Scores from a fine-tuned transformer, run by ONNX Runtime; torch is not needed."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from classifier.artifact import Artifact, ArtifactError
from classifier.encoder.data import padded
from classifier.encoder.table import unpacked
from classifier.encoder.tokens import encoded, pieces, tokenizer
from classifier.labels import LABELS, Label
from classifier.linear.model import COLUMNS, Join, read_thresholds, scaled
from classifier.score import Scores, Thresholds

KIND: Final = "seawall-encoder-1"
THREADS: Final = 2

_BATCH: Final = 256
"""Texts that are sorted by length together."""
_AT_ONCE: Final = 2048
"""Tokens in one run of the network, padding included, so that what it needs at once stays small."""

Array = NDArray[np.float32]


class Body:
    """The network: a table of embeddings in whole steps, and the layers in ONNX. Raises ValueError if one is none."""

    def __init__(self, rows: NDArray[Any], step: NDArray[Any], layers: bytes) -> None:
        self._rows = rows
        self._step = step.astype(np.float32)
        self._session = session(layers)

    def run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Array:
        """Return one row of columns for each row of token ids, padded where `mask` is 0."""
        embedded = self._rows[ids] * self._step[ids, None]
        return np.asarray(self._session.run(None, {"embedded": embedded, "mask": mask})[0], np.float32)


class Encoder:
    """A Scorer over a transformer in ONNX. Each piece of a long text is judged; the worst counts."""

    def __init__(
        self,
        body: Body,
        words: Tokenizer,
        longest: int,
        join: Join,
        platt: Mapping[Label, tuple[float, float]],
        thresholds: Thresholds,
        model_id: str,
    ) -> None:
        self._body = body
        self._words = words
        self._longest = longest
        self._join = join
        self._slopes = np.asarray([platt[label] for label in LABELS], np.float32)
        self._thresholds = thresholds
        self._model_id = model_id

    @property
    def model_id(self) -> str:
        """Content hash of the artifact, `sha256:<hex>`."""
        return self._model_id

    @property
    def thresholds(self) -> Thresholds:
        """Operating points measured for this model."""
        return self._thresholds

    def score(self, texts: Sequence[str]) -> list[Scores]:
        """Return one Scores per text, in order. Long texts are judged by windows and the worst window counts."""
        return [
            Scores(dict(zip(LABELS, row, strict=True)), self._model_id)
            for row in self.probabilities(texts).tolist()
        ]

    def probabilities(self, texts: Sequence[str]) -> Array:
        """Return one row per text and one column per label of LABELS."""
        return scaled(self.logits(texts), self._slopes)

    def logits(self, texts: Sequence[str]) -> Array:
        """Return, before calibration, the highest logit of each text's pieces, by label of LABELS."""
        columns, starts = self.columns(texts)
        logits = columns[:, : len(LABELS)].copy()
        logits[:, -1] = self._join.logit(columns)
        return np.maximum.reduceat(logits, starts, axis=0) if len(texts) else logits

    def columns(self, texts: Sequence[str]) -> tuple[Array, NDArray[np.int64]]:
        """Return one row for each piece of each text and one column for each of COLUMNS, and each text's first row."""
        parts = self._parts(texts)
        starts = np.cumsum([0, *map(len, parts)])[:-1]
        return self.run([row for part in parts for row in part]), starts

    def rows(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of the first piece of each text."""
        return [part[0] for part in self._parts(texts)]

    def _parts(self, texts: Sequence[str]) -> list[list[list[int]]]:
        found: list[list[list[int]]] = []
        for place in range(0, len(texts), _BATCH):
            ids = encoded(self._words, texts[place : place + _BATCH])
            found += [pieces(self._words, one, self._longest) for one in ids]
        return found

    def run(self, rows: Sequence[Sequence[int]]) -> Array:
        """Return one row of columns for each row of token ids."""
        found = np.zeros((len(rows), len(COLUMNS)), np.float32)
        lengths = np.asarray([len(row) for row in rows], np.int64)
        for places in at_once(lengths, _AT_ONCE):
            found[places] = self._body.run(*padded([rows[place] for place in places]))
        return found


def at_once(lengths: NDArray[np.int64], most: int) -> list[NDArray[np.int64]]:
    """Return the places of rows in batches of like length, each of at most `most` tokens when padded (or one row)."""
    order = np.argsort(-lengths, kind="stable")
    found = []
    start = 0
    while start < len(order):
        count = max(most // max(int(lengths[order[start]]), 1), 1)
        found.append(order[start : start + count])
        start += count
    return found


def load_encoder(artifact: Artifact) -> Encoder:
    """Return the scorer that an artifact describes.

    Raises:
        ArtifactError: it is of another kind, or its parts do not fit together.
    """
    config = artifact.json("config.json")
    if not isinstance(config, dict) or config.get("kind") != KIND or config.get("columns") != list(COLUMNS):
        raise ArtifactError(f"the model is not of kind {KIND}; install the model that came with this Seawall")
    try:
        platt = artifact.json("calibration.json")["platt"]
        return Encoder(
            read_body(
                artifact.files["rows.z"], artifact.arrays("step.npz")["step"], artifact.files["layers.z"]
            ),
            tokenizer(artifact.files["tokenizer.json"]),
            int(config["longest"]),
            Join(**config["join"]),
            {Label(label): (float(a), float(b)) for label, (a, b) in platt.items()},
            read_thresholds(artifact.json("thresholds.json")),
            artifact.model_id,
        )
    except (KeyError, TypeError, ValueError, zlib.error) as problem:
        raise ArtifactError(f"the parts of the model do not fit together: {problem!r}") from problem


def read_body(rows: bytes, step: NDArray[Any], layers: bytes) -> Body:
    """Return the network whose parts were compressed.

    Raises:
        ValueError: they do not fit together.
        zlib.error: one is damaged.
    """
    return Body(unpacked(rows, step), step, zlib.decompress(layers))


def session(network: bytes, threads: int = THREADS) -> onnxruntime.InferenceSession:
    """Return a network in ONNX ready to run on the processor.

    Raises:
        ValueError: it is none.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # the library raises nothing narrower
        raise ValueError(f"the network cannot be read: {problem}") from problem
