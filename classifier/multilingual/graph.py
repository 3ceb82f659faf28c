"""The encoder's layers as an ONNX graph, made once; run time never needs this.

Three convolutions over 2, 3 and 5 pieces, each of two layers with a shortcut, beside the embeddings themselves; the
sum over the pieces by the root of their number; four dense layers with shortcuts. Windows are put together by shifting
rows, so that every layer is one product of matrices, which ONNX Runtime does in 8 bits.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from classifier.multilingual.table import SIZE

_WINDOWS: Final = ((2, 0), (3, 1), (5, 2))
"""Pieces in a window, and how many of them are before the one it is for."""

_WIDTH: Final = 256
_EPSILON: Final = 1e-12


class _Maker:
    """Collects nodes and constants under their names."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: Any) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, given: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, given, [name], name=name, **attributes))
        return name

    def dense(self, value: str, name: str, weights: Any, bias: Any = None) -> str:
        product = self.node("MatMul", [value, self.constant(f"{name}_w", weights)], name)
        if bias is None:
            return product
        return self.node("Add", [product, self.constant(f"{name}_b", bias)], f"{name}_plus")

    def norm(self, value: str, name: str, gain: Any, bias: Any) -> str:
        given = [value, self.constant(f"{name}_gain", gain), self.constant(f"{name}_bias", bias)]
        return self.node("LayerNormalization", given, name, axis=-1, epsilon=_EPSILON)

    def part(self, value: str, name: str, axis: int, start: int, end: int) -> str:
        bounds = {"from": start, "to": end, "axis": axis}
        ends = [self.constant(f"{name}_{key}", np.asarray([at], np.int64)) for key, at in bounds.items()]
        return self.node("Slice", [value, *ends], name)

    def window(self, value: str, name: str, size: int, before: int) -> str:
        """Return each row with its neighbours beside it."""
        kept = self.node("Mul", [value, "keep"], f"{name}_kept")
        edges = self.constant(f"{name}_edges", np.asarray([before, 0, size - 1 - before, 0], np.int64))
        wide = self.node("Pad", [kept, edges], f"{name}_wide")
        shifted = [
            self.part(wide, f"{name}_{shift}", 0, shift, shift - size + 1 if shift < size - 1 else 2**40)
            for shift in range(size)
        ]
        return self.node("Concat", shifted, name, axis=1)


def graph(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the graph in 32 bits, from the layers in the shipped `weights.npz`."""
    make = _Maker()
    joined = {
        name: np.concatenate([arrays[f"{name}{size}"] for size, _ in _WINDOWS], axis=-1)
        for name in ("proj", "proj_b", "ln_g", "ln_b")
    }
    narrow = make.dense("embedded", "narrow", joined["proj"], joined["proj_b"])
    narrow = make.norm(narrow, "narrow_norm", joined["ln_g"], joined["ln_b"])
    beside = ["embedded"]
    for number, (size, before) in enumerate(_WINDOWS):
        value = make.part(narrow, f"in{size}", 1, number * _WIDTH, (number + 1) * _WIDTH)
        for layer in (1, 2):
            name = f"conv{size}_{layer}"
            around = make.window(value, f"around{size}_{layer}", size, before)
            found = make.dense(around, name, arrays[f"w{layer}_{size}"], arrays[f"b{layer}_{size}"])
            value = make.node("Add", [make.node("Relu", [found], f"{name}_relu"), value], f"{name}_out")
        beside.append(value)
    every = make.norm(
        make.node("Concat", beside, "every", axis=1), "every_norm", arrays["ln_g"], arrays["ln_b"]
    )
    mean = make.dense(make.node("MatMul", ["pool", every], "pooled"), "mean", arrays["cnn_W"])
    shift = make.node("Mul", ["root", make.constant("mean_b", arrays["cnn_b"][None])], "mean_shift")
    _top(make, make.node("Add", [mean, shift], "mean_plus"), arrays)
    return _octets(make)


def in_8_bits(octets: bytes) -> bytes:
    """Return the graph with every product of matrices in 8 bits but the pooling: dynamic, weights by column."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  only for making a model

    wide = [node.name for node in onnx.load_from_string(octets).graph.node if node.op_type == "MatMul"]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.onnx"), Path(folder, "out.onnx")
        source.write_bytes(octets)
        quantize_dynamic(
            source,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_quantize=[name for name in wide if name != "pooled"],
        )
        return target.read_bytes()


def _top(make: _Maker, mean: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    low = make.node("Relu", [make.dense(mean, "d0", arrays["d0"])], "low")
    both = [make.dense(mean, "p1", arrays["p1"]), make.dense(low, "d1", arrays["d1"])]
    middle = make.node("Relu", [make.node("Add", both, "middle_sum")], "middle")
    high = make.node("Relu", [make.dense(middle, "d2", arrays["d2"])], "high")
    both = [make.dense(middle, "p3", arrays["p3"]), make.dense(high, "d3", arrays["d3"])]
    out = make.node("Tanh", [make.node("Add", both, "out_sum")], "out")
    make.node("LpNormalization", [out], "vector", axis=-1, p=2)


def _octets(make: _Maker) -> bytes:
    def value(name: str, *shape: str | int) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    given = [
        value("embedded", "rows", SIZE),
        value("keep", "rows", 1),
        value("pool", "texts", "rows"),
        value("root", "texts", 1),
    ]
    whole = helper.make_graph(make.nodes, "encoder", given, [value("vector", "texts", SIZE)], make.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
