"""What the name of a Maildir file says: the message's own part, its flags and its keywords (maildir(5))."""

import os
import socket
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Final

KEYWORDS: Final = "dovecot-keywords"

_INFO: Final = ":2,"
_FLAGS: Final = MappingProxyType(
    {
        "D": "\\Draft",
        "F": "\\Flagged",
        "P": "$Forwarded",
        "R": "\\Answered",
        "S": "\\Seen",
        "T": "\\Deleted",
    }
)
_SERIAL: Final = count()


def base(name: str) -> str:
    """Return the part that stays the same as long as the message stays in its mailbox."""
    return name.partition(":")[0]


def order(name: str) -> tuple[int, str]:
    """Return a sort key by time of delivery, which the name begins with."""
    digits = name.partition(".")[0]
    return (int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else 0, name)


def flags(name: str, keywords: Mapping[str, str]) -> frozenset[str]:
    """Return flags and keywords; a keyword letter which `keywords` does not name is left out."""
    letters = name.partition(_INFO)[2]
    return frozenset(
        {**_FLAGS, **keywords}[letter] for letter in letters if letter in _FLAGS or letter in keywords
    )


def keywords(folder: Path) -> dict[str, str]:
    """Return what the letters a to z mean in this mailbox, from Dovecot's own file; empty where there is none."""
    try:
        text = (folder / KEYWORDS).read_text("utf-8", "replace")
    except OSError:
        return {}
    pairs = (line.split(" ", 1) for line in text.splitlines() if " " in line)
    return {
        chr(ord("a") + int(number)): word
        for number, word in pairs
        if number.isascii() and number.isdigit() and int(number) < 26
    }


def carried(name: str, source: Path, target: Path) -> str:
    """Return the name with its keyword letters as the target mailbox spells them; other letters are left alone.

    A keyword that the target's file does not name yet is appended to it; where it has no free letter, the letter stays.

    Raises:
        OSError: that file cannot be written.
    """
    front, colon, letters = name.partition(_INFO)
    meant = {letter: word for letter, word in keywords(source).items() if letter in letters}
    if not meant:
        return name
    there = {word: letter for letter, word in keywords(target).items()}
    missing = [word for word in meant.values() if word not in there]
    free = [chr(ord("a") + n) for n in range(26) if chr(ord("a") + n) not in there.values()]
    added = dict(zip(missing, free, strict=False))
    if added:
        lines = "".join(f"{ord(letter) - ord('a')} {word}\n" for word, letter in added.items())
        with (target / KEYWORDS).open("a", encoding="utf-8") as stream:
            stream.write(lines)
        if os.geteuid() == 0:
            like = target.stat()
            os.chown(target / KEYWORDS, like.st_uid, like.st_gid)
    spelled = {letter: (there | added).get(word, letter) for letter, word in meant.items()}
    return front + colon + "".join(sorted({spelled.get(letter, letter) for letter in letters}))


def fresh(name: str) -> str:
    """Return a name that no other file has, with the sizes (`,S=`, `,W=`) and flags of `name`."""
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072") or "localhost"
    now = time.time_ns()
    front, colon, info = name.partition(":")
    sizes = front[front.index(",") :] if "," in front else ""
    unique = f"{now // 10**9}.M{now % 10**9 // 1000}P{os.getpid()}Q{next(_SERIAL)}.{host}"
    return f"{unique}{sizes}{colon}{info}"
