"""The first stage: linear models over words and pieces of words, joined, calibrated, judged by windows."""

from classifier.linear.model import Linear, load_linear

__all__ = ["Linear", "load_linear"]
