"""What is written alike in every language: clock times, dates, addresses, places on the map, pictures (pure)."""

import re
from typing import Final

from classifier.cues.cue import Kind
from classifier.cues.phrase import Patterns

_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_UNITS: Final = (
    r"[ap]\.m\.|[ap]m\b|uhr\b|h\b|hrs?\b|ч\b|час\w{0,3}|点半?|點半?|时|時|बजे|baje\b"
    r"|o'?clock\b|heures?\b|uur\b"
)

PATTERNS: Final[Patterns] = {
    (Kind.TIME, "clock"): re.compile(
        rf"(?<![\w.,:/$£€-]){_HOUR}[:.h][0-5]\d(?!\d|[.,:/-]\d|\s?[%$£€k])(?:\s?(?:{_UNITS}))?"
        rf"|(?<![\w.,:/$£€-]){_HOUR}\s?(?:{_UNITS})"
        r"|(?<![\w.,:/-])(?:[01]\d|2[0-3])[0-5]0\s?(?:hrs|hours|h)\b"
        r"|[一二三四五六七八九十两]{1,3}[点點]半?|الساعه\s\S{1,8}"
    ),
    (Kind.TIME, "date"): re.compile(
        r"(?<![\w./-])(?:(?:19|20)\d\d-[01]?\d-[0-3]?\d|[0-3]?\d([./-])[01]?\d\1(?:\d\d){1,2}|[0-3]?\d/[01]?\d|[0-3]?\d\.[01]?\d\.)"
        r"(?![\w/-])|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}号"
    ),
    (Kind.PLACE, "address"): re.compile(
        r"(?<!\w)[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?!\w)"
        r"|(?<![\d.])-?\d{1,3}\.\d{4,8},\s?-?\d{1,3}\.\d{4,8}"
        r"|(?<!\w)(?:calle|avenida|avda|rue|boulevard|via|viale|corso|piazza|rua|travessa|ulica|ul\.|al\.|ulice|улица|ул\.)"
        r" \w{2,20}(?: \w{2,20}){0,2},? ?(?:n\.?|no\.?|n°|nr\.?)? ?\d{1,4}"
        r"|(?<!\w)\w{2,24}(?:strasse|str\.|straat|gasse|weg|laan|plein|platz|gracht|allee) ?\d{1,4}"
        r"|(?<!\w)\w{2,20} (?:sokak|sokagi|caddesi|mahallesi|apartmani)(?: no:? ?\d{1,4})?"
        r"|[\u4e00-\u9fff]{2,6}(?:路|街|巷|弄|小区)\d{0,4}号?(?:\d{1,3}[栋楼室单元号]){0,3}"
    ),
    (Kind.WEAPON, "blade"): re.compile("[🔪🗡🪓⚔]"),
    (Kind.WEAPON, "firearm"): re.compile("🔫"),
    (Kind.WEAPON, "explosive"): re.compile("[💣🧨]"),
    (Kind.WEAPON, "blunt"): re.compile("🔨"),
}
