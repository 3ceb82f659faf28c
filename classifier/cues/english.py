"""English: all its phrases, ready to be looked for (pure)."""

from typing import Final

from classifier.cues.aim import AIM
from classifier.cues.cue import Kind
from classifier.cues.detail import DETAIL
from classifier.cues.form import FAINT, FORM
from classifier.cues.phrase import Patterns, patterns
from classifier.cues.words import WORDS

PATTERNS: Final[Patterns] = patterns({**AIM, **FORM, **DETAIL}, WORDS)
"""Every phrase of English by kind and value."""

HINTS: Final[Patterns] = patterns(FAINT, WORDS)
"""Fainter hints, for where nothing else tells the manner."""

READER: Final[Patterns] = patterns(
    {(Kind.AIMED_AT, "reader"): ("{you}|{your}|yourself|you'?re|you'?ve|you'?ll|urs|yours",)}, WORDS
)
"""The bare second person: it names the reader where nothing else says who is meant."""
