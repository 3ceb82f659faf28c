"""All stages as one scorer: words first, then a transformer or, for other languages, a judge of their own."""

from classifier.cascade.model import Cascade, load_cascade

__all__ = ["Cascade", "load_cascade"]
