"""Texts as rows of features for training; a scorer never needs this (pure)."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from classifier.linear.features import (
    CALM,
    PIECE_WEIGHT,
    SIZE,
    pair_features,
    plain,
    word_features,
    word_hash,
    words,
)


def matrix(
    texts: Iterable[str], idf: NDArray[np.float32] | None = None
) -> tuple[sp.csr_matrix, NDArray[np.float32]]:
    """Return one row of features per text, each of at most about unit length, and the weight of each feature.

    Args:
        texts: the texts, each judged whole.
        idf: the weight of each feature; if not given it is made from these texts (inverse document frequency).
    """
    ids, starts, known = _index(texts)
    count = len(starts) - 1
    by_word = _by_word(known)
    row = np.repeat(np.arange(count), np.diff(starts))
    used = sp.csr_matrix((np.ones(len(ids), np.float32), (row, ids)), shape=(count, len(known)))
    used.data[:] = 1
    hashes = np.fromiter(map(word_hash, known), np.uint64, len(known))
    inside = row[1:] == row[:-1]
    pairs = pair_features(hashes[ids[:-1]], hashes[ids[1:]])[inside]
    paired = sp.csr_matrix((np.ones(len(pairs), np.float32), (row[:-1][inside], pairs)), shape=(count, SIZE))
    paired.data[:] = 1
    found = (used @ by_word + paired).tocsr().astype(np.float32)
    if idf is None:
        idf = inverse_frequency(found)
    by_word.data *= idf[by_word.indices]
    squares = used @ _squares(by_word) + paired @ (idf * idf)
    found.data *= idf[found.indices] / np.sqrt(np.repeat(squares + CALM, np.diff(found.indptr)))
    return found, idf


def inverse_frequency(found: sp.csr_matrix) -> NDArray[np.float32]:
    """Return the inverse document frequency of each column, smoothed; that of pieces times PIECE_WEIGHT."""
    holding = np.bincount(found.indices, minlength=SIZE)
    idf = np.log((found.shape[0] + 1) / (holding + 1)) + 1
    idf[SIZE // 2 :] *= PIECE_WEIGHT
    return idf.astype(np.float32)


def _index(texts: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], Sequence[str]]:
    places: dict[str, int] = {}
    ids: list[int] = []
    starts = [0]
    for text in texts:
        ids += [places.setdefault(word, len(places)) for word in words(plain(text))]
        starts.append(len(ids))
    return np.asarray(ids, np.int64), np.asarray(starts, np.int64), list(places)


def _by_word(known: Sequence[str]) -> sp.csr_matrix:
    lists = [word_features(word) for word in known]
    indptr = np.cumsum([0, *map(len, lists)])
    indices = np.concatenate(lists) if lists else np.zeros(0, np.int64)
    rows = sp.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(known), SIZE))
    rows.sum_duplicates()
    return rows


def _squares(rows: sp.csr_matrix) -> NDArray[np.float32]:
    return np.asarray(rows.multiply(rows).sum(axis=1), dtype=np.float32).ravel()
