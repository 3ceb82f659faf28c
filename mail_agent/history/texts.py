"""Finds texts seen before that are the same or nearly the same, at a bounded cost."""

import json
import sqlite3
import struct
from collections import Counter
from typing import Final

from classifier.repetition import SAME_TEXT, Signature, bands, similarity

PER_BAND: Final = 64
"""Candidates looked at for each band key, the latest first."""

CANDIDATES: Final = 64
"""Candidates compared in all: those that share the most band keys, the latest first."""


def text_id(connection: sqlite3.Connection, signature: Signature | None) -> int | None:
    """Return the id of the text with this signature, adding it if it is new; None for no text at all."""
    keys = set(bands(signature)) if signature else set()
    if signature is None or not keys:
        return None
    minhash = _pack(signature.minhash)
    found = connection.execute(
        "SELECT id FROM text WHERE exact = ? AND minhash = ?", (signature.exact, minhash)
    ).fetchone()
    if found:
        return int(found[0])
    added = connection.execute(
        "INSERT INTO text (exact, minhash) VALUES (?, ?) RETURNING id", (signature.exact, minhash)
    ).fetchone()[0]
    connection.executemany("INSERT INTO band (key, text) VALUES (?, ?)", [(key, added) for key in keys])
    return int(added)


def nearly_same(connection: sqlite3.Connection, signature: Signature | None) -> list[int]:
    """Return ids of texts that share a band key with this one and reach SAME_TEXT, at most CANDIDATES."""
    if signature is None:
        return []
    shared: Counter[int] = Counter()
    for key in set(bands(signature)):
        shared.update(
            text
            for (text,) in connection.execute(
                "SELECT text FROM band WHERE key = ? ORDER BY text DESC LIMIT ?", (key, PER_BAND)
            )
        )
    likeliest = sorted(shared, key=lambda text: (shared[text], text), reverse=True)[:CANDIDATES]
    rows = connection.execute(
        "SELECT id, exact, minhash FROM text WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(likeliest),),
    )
    return [
        text
        for text, exact, minhash in rows
        if similarity(signature, Signature(exact, _unpack(minhash))) >= SAME_TEXT
    ]


def _pack(minhash: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(minhash)}I", *minhash)


def _unpack(octets: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(octets) // 4}I", octets)
