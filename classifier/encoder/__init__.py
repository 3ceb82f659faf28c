"""The second stage: a small transformer, fine-tuned with torch, run by ONNX Runtime."""

from classifier.encoder.model import Encoder, load_encoder

__all__ = ["Encoder", "load_encoder"]
