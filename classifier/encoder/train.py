"""Fine-tuning: batches through the network, step by step, to a checkpoint from which it can go on.

What a step does depends on the seed, its number and the state before it, so a run that was interrupted ends with
the same weights as one that was not.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from classifier.dataset import Sample
from classifier.encoder.data import Mix, fingerprint, importance, padded, plan, rarity, targets
from classifier.encoder.network import Network, from_base
from classifier.encoder.tokens import LONGEST_PIECE, encoded, pieces, tokenizer

Progress = Callable[[int, int, float], None]
"""Called with the number of the step just done, of all steps, and the loss."""

CHECKPOINT: Final = "checkpoint.pt"
LOG: Final = "log.jsonl"
MOST_PIECES: Final = 4
"""Pieces of a long text that are read in one step."""


class OtherRunError(ValueError):
    """The checkpoint belongs to a run with other samples or settings; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run learns.

    Attributes:
        epochs: how often a mix is drawn and read.
        batch: texts in a step.
        rate: the highest learning rate, reached after `warm` of the steps; it falls to 0 at the end.
        warm: share of the steps.
        decay: of weights that multiply, but for those of the outputs, which stay as they are while nothing is known.
        longest: tokens of one piece of a text, the ends included.
        every: steps from checkpoint to checkpoint.
        threads: of the processor.
        seed: of whatever chance decides.
    """

    epochs: int = 1
    batch: int = 48
    rate: float = 1.5e-4
    warm: float = 0.06
    decay: float = 0.01
    longest: int = LONGEST_PIECE
    every: int = 100
    threads: int = 2
    seed: int = 0
    mix: Mix = field(default_factory=Mix)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is learnt from, as arrays by sample."""

    pieces: Sequence[Sequence[Sequence[int]]]
    known: NDArray[np.float32]
    counts: NDArray[np.float32]
    rare: NDArray[np.float32]


def fine_tune(
    samples: Sequence[Sample],
    base: Path,
    folder: Path,
    settings: Settings = Settings(),
    progress: Progress = lambda _step, _steps, _loss: None,
    stop: int | None = None,
) -> Path:
    """Fine-tune the transformer in `base` on `samples`, and return the checkpoint, which lies in `folder`.

    If a checkpoint of the same run lies there already the run goes on from it. Uses a GPU if there is one; on it
    and on a processor with bf16 most is reckoned in bf16.

    Args:
        samples: to learn from.
        base: folder with a transformer's config, weights and tokenizer.json.
        folder: where the checkpoint and a log of JSON lines (step, loss, rate, seconds) are kept.
        settings: how.
        progress: told of every step.
        stop: stop early after this many steps, if given, with a checkpoint.

    Raises:
        OtherRunError: the checkpoint there is of another run.
        OSError: `base` is not readable, or `folder` not writable.
    """
    torch.set_num_threads(settings.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    texts = _read(samples, base, settings)
    lengths = np.asarray([sum(map(len, rows)) for rows in texts.pieces])
    steps = plan(samples, lengths, settings.mix, settings.epochs, settings.batch, settings.seed)
    network = from_base(base, settings.seed).to(device).train()
    optimiser = torch.optim.AdamW(_groups(network, settings.decay), lr=settings.rate)
    run = fingerprint(samples, settings)
    folder.mkdir(parents=True, exist_ok=True)
    done = _resumed(folder / CHECKPOINT, run, network, optimiser, device)
    last = min(len(steps), stop or len(steps))
    started = time.monotonic()
    for step in range(done, last):
        rate = _rate(step, len(steps), settings)
        for group in optimiser.param_groups:
            group["lr"] = rate
        torch.manual_seed(settings.seed * 1_000_003 + step)
        loss = _step(network, optimiser, texts, steps[step], device)
        _note(folder / LOG, step + 1, loss, rate, time.monotonic() - started)
        progress(step + 1, len(steps), loss)
        if (step + 1) % settings.every == 0 or step + 1 == last:
            _keep(folder / CHECKPOINT, run, step + 1, network, optimiser)
    return folder / CHECKPOINT


def weights_of(checkpoint: Path) -> dict[str, Tensor]:
    """Return the network's weights in a checkpoint."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    return dict(state["network"])


def fast_bf16() -> bool:
    """Return whether this computer reckons in bf16 by itself, so that it is no slower than fp32."""
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001  (there is no public name for it)


def _read(samples: Sequence[Sample], base: Path, settings: Settings) -> _Texts:
    words = tokenizer((base / "tokenizer.json").read_bytes())
    found: list[list[list[int]]] = []
    for start in range(0, len(samples), 1000):
        part = encoded(words, [sample.whole for sample in samples[start : start + 1000]])
        found += [_some(pieces(words, ids, settings.longest, step=1)) for ids in part]
    known = targets(samples)
    weights = np.asarray([sample.weight for sample in samples])
    return _Texts(found, np.nan_to_num(known), importance(known, weights), rarity(known))


def _step(
    network: Network,
    optimiser: torch.optim.Optimizer,
    texts: _Texts,
    places: NDArray[np.int64],
    device: torch.device,
) -> float:
    ids, mask = padded([row for place in places for row in texts.pieces[place]])
    owner = np.repeat(np.arange(len(places)), [len(texts.pieces[place]) for place in places])
    with torch.autocast(device.type, torch.bfloat16, enabled=fast_bf16()):
        each_piece = network(torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device))
    logits = _worst(each_piece.float(), torch.from_numpy(owner).to(device), len(places))
    known, counts, rare = (
        torch.from_numpy(array).to(device)
        for array in (texts.known[places], texts.counts[places], texts.rare)
    )
    each = nn.functional.binary_cross_entropy_with_logits(logits, known, pos_weight=rare, reduction="none")
    loss = (each * counts).sum() / each.numel()
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _worst(logits: Tensor, owner: Tensor, texts: int) -> Tensor:
    """Return the highest logit of each text's pieces, by column: what a text is judged by when the model runs."""
    index = owner[:, None].expand_as(logits)
    return logits.new_zeros(texts, logits.shape[1]).scatter_reduce(
        0, index, logits, "amax", include_self=False
    )


def _some(rows: list[list[int]]) -> list[list[int]]:
    """Return the first pieces of a text and its last, at most MOST_PIECES."""
    return rows if len(rows) <= MOST_PIECES else [*rows[: MOST_PIECES - 1], rows[-1]]


def _groups(network: Network, decay: float) -> list[dict[str, Any]]:
    """Return the weights that decay and those that do not: biases, norms and the outputs."""
    named = list(network.named_parameters())
    decaying = [one for name, one in named if one.ndim > 1 and not name.startswith("heads")]
    staying = [one for name, one in named if one.ndim < 2 or name.startswith("heads")]
    return [{"params": decaying, "weight_decay": decay}, {"params": staying, "weight_decay": 0.0}]


def _rate(step: int, steps: int, settings: Settings) -> float:
    warm = max(round(settings.warm * steps), 1)
    return settings.rate * min((step + 1) / warm, (steps - step) / max(steps - warm, 1))


def _resumed(
    checkpoint: Path, run: str, network: Network, optimiser: torch.optim.Optimizer, device: torch.device
) -> int:
    """Bring network and optimiser to where a checkpoint left them, and return how many steps were done."""
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, map_location=device, weights_only=True)
    if state["run"] != run:
        raise OtherRunError(
            f"{checkpoint} is of a run with other texts or settings; "
            "use those again to go on with it, or name another folder"
        )
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])


def _keep(checkpoint: Path, run: str, step: int, network: Network, optimiser: torch.optim.Optimizer) -> None:
    fresh = checkpoint.with_suffix(".new")
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "run": run}
    with fresh.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(checkpoint)


def _note(log: Path, step: int, loss: float, rate: float, seconds: float) -> None:
    line = {"step": step, "loss": round(loss, 5), "rate": rate, "seconds": round(seconds, 1)}
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
