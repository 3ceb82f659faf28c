"""A judge with few pieces and random layers, made as the real one is."""

import io

import numpy as np
import pytest
import sentencepiece as spm
from multilingual_texts import TEXTS

from classifier.multilingual.table import SIZE


@pytest.fixture(scope="session")
def pieces() -> bytes:
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS * 5),
        model_writer=model,
        vocab_size=200,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()


@pytest.fixture(scope="session")
def layers() -> dict[str, np.ndarray]:
    """Layers of the real shapes under the names of the shipped weights."""
    rng = np.random.default_rng(7)

    def some(*shape: int) -> np.ndarray:
        return (rng.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32)

    made = {"ln_g": 1 + some(1280), "ln_b": some(1280), "cnn_W": some(1280, 512), "cnn_b": some(512)}
    for size in (2, 3, 5):
        made |= {
            f"proj{size}": some(512, 256),
            f"proj_b{size}": some(256),
            f"ln_g{size}": 1 + some(256),
            f"ln_b{size}": some(256),
        }
        for layer in (1, 2):
            made |= {f"w{layer}_{size}": some(size * 256, 256), f"b{layer}_{size}": some(256)}
    shapes = {
        "d0": (512, 320),
        "d1": (320, 320),
        "p1": (512, 320),
        "d2": (320, 512),
        "p3": (320, 512),
        "d3": (512, 512),
    }
    return made | {name: some(*shape) for name, shape in shapes.items()}


@pytest.fixture(scope="session")
def table(pieces: bytes) -> np.ndarray:
    count = spm.SentencePieceProcessor(model_proto=pieces).vocab_size()
    return np.random.default_rng(8).standard_normal((count, SIZE)).astype(np.float32)
