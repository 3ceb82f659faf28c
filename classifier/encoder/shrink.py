"""A tokenizer of WordPiece with only the tokens that are needed (pure)."""

import json
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

_SPECIAL = frozenset({"[PAD]", "[UNK]", "[CLS]", "[SEP]"})


def smaller(description: bytes, used: Collection[int]) -> tuple[bytes, NDArray[np.int64]]:
    """Return a tokenizer.json with the tokens `used`, single characters and the special ones, and their former ids.

    A word of which a token is gone is cut into shorter ones, down to its letters.

    Args:
        description: a tokenizer.json whose model is WordPiece.
        used: ids of the tokens to keep.
    """
    value = json.loads(description)
    vocabulary: dict[str, int] = value["model"]["vocab"]
    kept = sorted(
        place
        for token, place in vocabulary.items()
        if place in used or token in _SPECIAL or len(token.removeprefix("##")) == 1
    )
    fresh = {former: place for place, former in enumerate(kept)}
    value["model"]["vocab"] = {
        token: fresh[former]
        for token, former in sorted(vocabulary.items(), key=lambda item: item[1])
        if former in fresh
    }
    value["added_tokens"] = [
        {**token, "id": fresh[token["id"]]} for token in value.get("added_tokens", []) if token["id"] in fresh
    ]
    value["post_processor"] = None
    return json.dumps(value, ensure_ascii=False).encode(), np.asarray(kept, np.int64)
