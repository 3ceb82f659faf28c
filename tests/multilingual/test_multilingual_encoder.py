"""The encoder computes what its layers say, for each text alone whatever stands beside it."""

import numpy as np
import pytest

pytest.importorskip("onnx")

from multilingual_texts import TEXTS

from classifier.multilingual.encoder import Encoder
from classifier.multilingual.graph import graph, in_8_bits
from classifier.multilingual.table import packed, steps, unpacked


@pytest.fixture(scope="module")
def encoder(pieces, layers, table):
    octets, step = packed(table)
    return Encoder(pieces, unpacked(octets, len(table)), step, graph(layers), 1)


def by_hand(ids, rows, layers):
    """One text, one layer after another, each window put together by itself."""

    def norm(x, gain, bias):
        return (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True) * gain + bias

    x = rows[ids].astype(np.float64)
    three = [
        np.concatenate([layers[f"{n}{size}"] for size in (2, 3, 5)], axis=-1)
        for n in ("proj", "proj_b", "ln_g", "ln_b")
    ]
    narrow = norm(x @ three[0] + three[1], three[2], three[3])
    beside = [x]
    for place, (size, before) in enumerate(((2, 0), (3, 1), (5, 2))):
        value = narrow[:, place * 256 : (place + 1) * 256]
        for layer in (1, 2):
            zero = np.zeros(256)
            windows = [
                np.concatenate(
                    [value[at] if 0 <= at < len(ids) else zero for at in range(t - before, t - before + size)]
                )
                for t in range(len(ids))
            ]
            value = value + np.maximum(
                np.stack(windows) @ layers[f"w{layer}_{size}"] + layers[f"b{layer}_{size}"], 0
            )
        beside.append(value)
    every = norm(np.hstack(beside), layers["ln_g"], layers["ln_b"])
    mean = (every @ layers["cnn_W"] + layers["cnn_b"]).sum(0) / np.sqrt(len(ids))
    low = np.maximum(mean @ layers["d0"], 0)
    middle = np.maximum(mean @ layers["p1"] + low @ layers["d1"], 0)
    out = np.tanh(middle @ layers["p3"] + np.maximum(middle @ layers["d2"], 0) @ layers["d3"])
    return out / np.linalg.norm(out)


def test_a_vector_is_what_the_layers_give_when_worked_out_by_hand(encoder, layers, table):
    octets, step = packed(table)
    rows = steps(unpacked(octets, len(table))) * step.astype(np.float32)[:, None]
    vectors = encoder.vectors(TEXTS)
    for ids, vector in zip(encoder.ids(TEXTS), vectors, strict=True):
        assert vector @ by_hand(ids, rows, layers) > 0.9999


def test_the_texts_beside_it_do_not_change_a_vector(encoder):
    together = encoder.vectors([*TEXTS, "", *TEXTS[::-1]])
    alone = np.vstack([encoder.vectors([text]) for text in (*TEXTS, "", *TEXTS[::-1])])
    assert np.abs(together - alone).max() < 1e-4


def test_in_8_bits_vectors_point_nearly_the_same_way(encoder, pieces, layers, table):
    octets, step = packed(table)
    small = in_8_bits(graph(layers))
    assert len(small) < len(graph(layers)) / 3
    vectors = Encoder(pieces, unpacked(octets, len(table)), step, small, 1).vectors(TEXTS)
    assert (vectors * encoder.vectors(TEXTS)).sum(axis=1).min() > 0.95


def test_a_very_long_text_and_a_lone_surrogate_are_judged_like_any_other(encoder):
    vectors = encoder.vectors(["word " * 50_000, "\ud800 broken", "\x00"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_no_text_gives_no_vector(encoder):
    assert encoder.vectors([]).shape == (0, 512)


def test_a_table_of_another_size_is_refused(pieces, layers, table):
    octets, step = packed(table)
    with pytest.raises(ValueError, match="fit"):
        Encoder(pieces, unpacked(octets, len(table))[:-1], step, graph(layers), 1)
