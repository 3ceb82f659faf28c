"""Texts as token ids, and as windows of them, so that no part of a long text goes unread."""

from collections.abc import Sequence
from typing import Final

from tokenizers import Tokenizer

from classifier.linear.features import plain
from classifier.text import LONGEST

LONGEST_PIECE: Final = 128
"""Tokens in one piece, the two at its ends included."""

Ids = list[int]


def tokenizer(description: bytes) -> Tokenizer:
    """Return the tokenizer that a tokenizer.json describes, which neither cuts nor pads.

    Raises:
        ValueError: it describes none, or one without the tokens that a piece begins and ends with.
    """
    try:
        found = Tokenizer.from_str(description.decode())
    except Exception as problem:  # the library raises nothing narrower
        raise ValueError(f"the tokenizer cannot be read: {problem}") from problem
    found.no_truncation()
    found.no_padding()
    _ends(found)
    return found


def encoded(found: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Return the token ids of each text, freed of disguises, without those at its ends."""
    cleaned = [plain(text[:LONGEST]) for text in texts]
    return [one.ids for one in found.encode_batch_fast(cleaned, add_special_tokens=False)]


def pieces(found: Tokenizer, ids: Ids, longest: int = LONGEST_PIECE, step: float = 0.5) -> list[Ids]:
    """Return `ids` as pieces with their ends, each at most `longest` tokens and begun `step` pieces after the last.

    The last one ends with the text, so that it is not a remnant of two words.
    """
    start, end = _ends(found)
    room = longest - 2
    if len(ids) <= room:
        return [[start, *ids, end]]
    places = [*range(0, len(ids) - room, max(round(step * room), 1)), len(ids) - room]
    return [[start, *ids[place : place + room], end] for place in places]


def _ends(found: Tokenizer) -> tuple[int, int]:
    start, end = found.token_to_id("[CLS]"), found.token_to_id("[SEP]")
    if start is None or end is None:
        raise ValueError("the tokenizer lacks [CLS] and [SEP]")
    return start, end
