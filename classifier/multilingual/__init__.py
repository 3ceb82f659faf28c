"""A judge of texts in thirteen languages, which says which language it found and how well it knows it."""

from classifier.multilingual.language import LANGUAGES, UNKNOWN, Guess, guess
from classifier.multilingual.model import Multilingual, Opinion, load_multilingual

__all__ = ["LANGUAGES", "UNKNOWN", "Guess", "Multilingual", "Opinion", "guess", "load_multilingual"]
