"""Octets and a declared charset in, text out, never raising (RFC 2045 section 5.1, RFC 2046 section 4.1.2; pure)."""

import codecs
import re
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType
from typing import Final

Note = Callable[[str, str], None]
"""Called with the code and the detail of a defect."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,39}")
_WIDER: Final = MappingProxyType(
    {
        "ascii": "",
        "us-ascii": "",
        "ansi_x3.4-1968": "",
        "unknown-8bit": "",
        "x-unknown": "",
        "8bit": "",
        "default": "",
        "iso-8859-1": "cp1252",
        "latin1": "cp1252",
        "iso8859-1": "cp1252",
        "iso-8859-8-i": "iso-8859-8",
        "iso-8859-9": "cp1254",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "gb_2312-80": "gb18030",
        "x-gbk": "gb18030",
        "ks_c_5601-1987": "cp949",
        "euc-kr": "cp949",
        "shift_jis": "cp932",
        "x-sjis": "cp932",
        "iso-2022-jp": "iso2022_jp_ext",
        "big5": "big5hkscs",
        "tis-620": "cp874",
        "unicode-1-1-utf-7": "utf-7",
        "utf8mb4": "utf-8",
        "utf": "utf-8",
    }
)
"""What is really meant where a name stands for a wider set (WHATWG Encoding section 4.2); empty means: guess."""

_NOT_CHARSETS: Final = frozenset(
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_JAPANESE: Final = re.compile(rb"\x1b\$[@B]|\x1b\([IJ]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def decode(octets: bytes, declared: str, note: Note) -> str:
    """Return the text: as declared where that holds, else UTF-8, else windows-1252 or Latin-1."""
    text = _decoded(octets, declared.strip().strip("'\"").lower(), note)
    return _SURROGATE.sub("\ufffd", text)


def guess(octets: bytes) -> str:
    """Return the text of octets without a declared charset."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return _western(octets)


def _decoded(octets: bytes, name: str, note: Note) -> str:
    codec = _codec(name)
    if codec:
        try:
            return octets.decode(codec)
        except ValueError:
            return _wrong(octets, codec, note)
    if octets.isascii():
        if name and codec is None:
            note("charset.unknown", "a charset that is not known; the octets are ASCII")
        return _seven_bit(octets)
    if codec is None:
        note("charset.unknown", "a charset that is not known; it was guessed")
    else:
        note("charset.missing", "octets above 127 without a charset; it was guessed")
    return guess(octets)


def _wrong(octets: bytes, codec: str, note: Note) -> str:
    """Decode octets that are not in the charset declared."""
    if codec == "cp1252":
        return _western(octets)  # five octets are unassigned there, and no mail client minds
    note("charset.wrong", f"octets that are not {codec}")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return _western(octets) if codec == "utf-8" else octets.decode(codec, "replace")


def _western(octets: bytes) -> str:
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _seven_bit(octets: bytes) -> str:
    if b"\x1b" in octets and _JAPANESE.search(octets):
        return octets.decode("iso2022_jp_ext", "replace")
    return octets.decode("ascii")


@lru_cache(maxsize=256)
def _codec(name: str) -> str | None:
    """Return Python's name of a charset, "" where it should be guessed, None where it is not known."""
    if not name:
        return ""
    name = _WIDER.get(name, name)
    if not name or not _NAME.fullmatch(name):
        return name and None
    try:
        found = codecs.lookup(name).name
        b"aaaa".decode(found, "ignore")  # refuses what is no charset, such as rot13
    except (LookupError, ValueError):
        return None
    return None if found.replace("-", "_") in _NOT_CHARSETS else found
