"""What a threat tells of itself: whom it is aimed at, on what condition, when, where, with what."""

from classifier.cues.cue import VALUES, Cue, Kind
from classifier.cues.find import cues

__all__ = ["VALUES", "Cue", "Kind", "cues"]
