"""A fine-tuned network as ONNX, in fp32 and in int8, and how far either is from what torch says."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from classifier.encoder.data import padded
from classifier.encoder.network import Body, Network

OPSET: Final = 18

Array = NDArray[np.float32]


def onnx_fp32(network: Network) -> bytes:
    """Return the network without its table in ONNX.

    Inputs are `embedded` (float32, texts by tokens by dimensions) and `mask` (int64, texts by tokens), the output is
    `logits` (by columns).
    """
    ids, mask = padded([[1, 2, 3, 4], [1, 2]])
    example = (network.body.embeddings.word_embeddings(torch.from_numpy(ids)), torch.from_numpy(mask))
    found = io.BytesIO()
    shapes = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        Body(network).eval(),
        example,
        found,
        input_names=["embedded", "mask"],
        output_names=["logits"],
        dynamic_axes={"embedded": shapes, "mask": shapes, "logits": {0: "texts"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return found.getvalue()


def onnx_int8(network: bytes) -> bytes:
    """Return a network in ONNX with its weights in int8, each output of a layer with a scale of its own.

    Activations are scaled anew for every batch (dynamic quantisation), so no text is needed to prepare it.
    """
    with tempfile.TemporaryDirectory() as folder:
        given, prepared, made = (Path(folder) / name for name in ("given.onnx", "prepared.onnx", "made.onnx"))
        given.write_bytes(network)
        quant_pre_process(given, prepared, skip_symbolic_shape=True)
        quantize_dynamic(prepared, made, per_channel=True, weight_type=QuantType.QInt8)
        onnx.checker.check_model(onnx.load(made))
        return made.read_bytes()


def by_torch(network: Network, rows: Sequence[Sequence[int]]) -> Array:
    """Return what torch says to rows of token ids, one at a time."""
    network.eval()
    found = []
    with torch.inference_mode():
        for row in rows:
            ids, mask = padded([row])
            found.append(network(torch.from_numpy(ids), torch.from_numpy(mask)).float().numpy())
    return np.concatenate(found)


def apart(one: Array, other: Array) -> dict[str, float]:
    """Return how far two answers to the same texts are apart, as logits: mean, 99th percentile and most."""
    distance = np.abs(one - other)
    return {
        "mean": round(float(distance.mean()), 5),
        "99_percent": round(float(np.quantile(distance, 0.99)), 5),
        "most": round(float(distance.max()), 5),
    }
