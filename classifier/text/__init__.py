"""What a text says, freed of disguises, and windows over long text (pure)."""

from classifier.text.normal import as_typed, normalise
from classifier.text.windows import LONGEST, WINDOW, windows

__all__ = ["LONGEST", "WINDOW", "as_typed", "normalise", "windows"]
