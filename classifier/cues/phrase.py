"""How phrases are written in the tables of the languages, and made into patterns (pure).

A phrase is a regular expression with four short forms. A space is the gap between two words, not across a full
stop; `<3>` is a gap with up to three words in it; `~` is the rest of a word; `{name}` is a list of words of the same
table. Every repeat is bounded, so that matching is linear in the length of the text.
"""

import re
from collections.abc import Mapping
from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.fold import letters

Phrases = Mapping[tuple[Kind, str], tuple[str, ...]]
"""What is looked for under each kind and value."""

Patterns = Mapping[tuple[Kind, str], re.Pattern[str]]
"""The same, ready to be matched against folded text."""

_IN_WORD: Final = r"\w\u0900-\u0963"
_GAP: Final = rf"[^{_IN_WORD}.!?]{{1,4}}"
_STEPS: Final = re.compile(r"<(\d)>")
_LISTS: Final = re.compile(r"\{([a-z_]+)\}")


def patterns(phrases: Phrases, lists: Mapping[str, str] | None = None, *, spaced: bool = True) -> Patterns:
    """Return one pattern for each kind and value.

    `spaced` is false for a language that does not divide words: there `<3>` is up to three characters.
    """
    words = lists or {}
    return {key: _pattern(alternatives, words, spaced=spaced) for key, alternatives in phrases.items()}


def _pattern(alternatives: tuple[str, ...], lists: Mapping[str, str], *, spaced: bool) -> re.Pattern[str]:
    text = "|".join(alternatives)
    while _LISTS.search(text):
        text = _LISTS.sub(lambda match: f"(?:{lists[match[1]]})", text)
    text = "".join(char if char.isascii() else letters(char) for char in text)
    if not spaced:
        return re.compile(_STEPS.sub(r"[^。.!?]{0,\1}", text))
    text = text.replace("~", rf"[{_IN_WORD}]{{0,14}}").replace(" ", _GAP)
    text = _STEPS.sub(lambda match: rf"(?:{_GAP}[{_IN_WORD}']{{1,20}}){{0,{match[1]}}}{_GAP}", text)
    return re.compile(rf"(?<![{_IN_WORD}])(?:{text})(?![{_IN_WORD}])")
