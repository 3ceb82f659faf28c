"""Texts to vectors: SentencePiece, a table of embeddings in half an octet an element, and an ONNX graph for the rest.

All texts of a batch lie in one matrix, one row a piece, with GAP empty rows between them, so that a window of five
pieces never reaches from one text into another and nothing is padded to the longest.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from classifier.multilingual.table import SIZE, steps

Array = NDArray[np.float32]

GAP: Final = 2
"""Rows between two texts: what the widest window reaches on either side."""

_ROWS: Final = 512
"""Rows of a batch, about what fits the cache; a longer text is a batch of its own."""

_LONGEST: Final = 1024
"""Pieces of a text that are looked at."""


class Encoder:
    """Vectors of unit length, of texts; pure once it is made. Making it raises ValueError if its parts do not fit."""

    def __init__(
        self, pieces: bytes, rows: NDArray[np.uint8], step: NDArray[Any], graph: bytes, threads: int
    ) -> None:
        import sentencepiece as spm  # noqa: PLC0415  (late: only texts of other languages need it)

        self._pieces = spm.SentencePieceProcessor(model_proto=pieces)
        if rows.shape != (self._pieces.vocab_size(), SIZE // 2) or step.shape != rows.shape[:1]:
            raise ValueError("the table of embeddings does not fit the pieces")
        self._rows = rows
        self._step = step.astype(np.float32)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it would keep the most that ever was needed
        try:
            self._session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as problem:  # its errors have no parent of their own
            raise ValueError(f"the graph cannot be read: {problem}") from problem

    def vectors(self, texts: Sequence[str]) -> Array:
        """Return one row of SIZE numbers for each text, of unit length."""
        ids = self.ids(texts)
        vectors = np.zeros((len(ids), SIZE), np.float32)
        for chosen in _batches([len(one) for one in ids]):
            vectors[chosen] = self._batch([ids[place] for place in chosen])
        return vectors

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the pieces of each text, with those of its begin and end."""
        plain = [text.encode("utf-8", "replace").decode() for text in texts]
        found = self._pieces.encode(plain, add_bos=True, add_eos=True) if plain else []
        return [one if len(one) <= _LONGEST else [*one[: _LONGEST - 1], one[-1]] for one in found]

    def _batch(self, ids: Sequence[Sequence[int]]) -> Array:
        sizes = np.asarray([len(one) for one in ids])
        flat = np.concatenate([np.asarray(one, np.int64) for one in ids])
        owner = np.repeat(np.arange(len(ids)), sizes)
        place = np.arange(len(flat)) + GAP * owner
        rows = int(place[-1]) + 1
        embedded = np.zeros((rows, SIZE), np.float32)
        embedded[place] = steps(self._rows[flat]) * self._step[flat, None]
        keep = np.zeros((rows, 1), np.float32)
        keep[place] = 1
        root = np.sqrt(sizes).astype(np.float32)
        pool = np.zeros((len(ids), rows), np.float32)
        pool[owner, place] = 1 / root[owner]
        given = {"embedded": embedded, "keep": keep, "pool": pool, "root": root[:, None]}
        return np.asarray(self._session.run(None, given)[0], np.float32)


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of the texts of one batch after another, texts of like size together."""
    batch: list[int] = []
    total = 0
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if batch and total + sizes[place] > _ROWS:
            yield batch
            batch, total = [], 0
        batch.append(place)
        total += sizes[place] + GAP
    if batch:
        yield batch
