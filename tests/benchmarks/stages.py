"""Speed of each stage of the model by itself, and size of what is shipped, for `bench.py`."""

import importlib.util
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classifier import load, shipped

TOKENS = 64
ROWS = 512

Measured = tuple[float, float] | str
"""Two figures, or why there are none."""


def folders() -> list[Path]:
    """Return the folders of the shipped model: its own, and those of its stages."""
    model = shipped()
    if model.name != "cascade":
        return [model]
    return [model, *(model.parent / name for name in ("linear", "encoder", "multilingual"))]


def megabytes() -> float:
    return sum(file.stat().st_size for folder in folders() for file in folder.iterdir()) / 2**20


def encoder_speed() -> Measured:
    """Return texts of TOKENS tokens that the transformer judges in a second."""
    folder = shipped().parent / "encoder"
    if not folder.is_dir():
        return f"there is no {folder}"
    model: Any = load(folder)
    rows = _rows(model)
    return _twice(ROWS, lambda: model.run(rows))


def torch_speed() -> Measured:
    """Return the same by torch in fp32, of the checkpoint that training left beside the model."""
    checkpoint = shipped().parent / "encoder-run" / "checkpoint.pt"
    missing = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed (extra train)"
    if not checkpoint.is_file():
        return f"there is no {checkpoint}"
    import torch

    from classifier.encoder.network import from_state
    from classifier.encoder.train import weights_of
    from classifier.finetune import packaged_base

    try:
        network = from_state(packaged_base(), weights_of(checkpoint)).eval()
    except FileNotFoundError as error:
        return str(error)
    torch.set_num_threads(2)
    ids = torch.from_numpy(np.random.default_rng(1).integers(1000, 20_000, (32, TOKENS)))
    mask = torch.ones_like(ids)

    def run() -> None:
        with torch.inference_mode():
            for _ in range(ROWS // 32):
                network(ids, mask)

    return _twice(ROWS, run)


def cascade_speed(texts: Sequence[str]) -> tuple[Measured, str]:
    """Return how many of these texts the whole model scores in a second, and which stage judged what share of them."""
    model = load()
    model.score(texts[:16])
    start = time.perf_counter()
    found = model.score(texts)
    speed = len(texts) / (time.perf_counter() - start)
    stages = sorted({one.judged_by for one in found})
    shares = [f"{stage} {sum(one.judged_by == stage for one in found) / len(found):.1%}" for stage in stages]
    unknown = sum(not one.known for one in found) / len(found)
    return (speed, speed), f"judged by {', '.join(shares)}; language not known {unknown:.1%}"


def _rows(model: Any) -> list[list[int]]:
    """Return ROWS rows of TOKENS tokens, cut from one long text as a text of that length would be."""
    ids = model.rows(
        ["I will bring the tickets to the station at ten and then we can walk to the old harbour. " * 12]
    )[0]
    row = [*(ids[1:-1] * TOKENS)[: TOKENS - 2]]
    return [
        [ids[0], *row[shift:], *row[:shift], ids[-1]] for shift in (n % (TOKENS - 2) for n in range(ROWS))
    ]


def _twice(count: int, run: Callable[[], object], runs: int = 3) -> Measured:
    """Return so many a second: the median of some runs and the slowest, after one that is not counted."""
    run()
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return count / statistics.median(took), count / max(took)
