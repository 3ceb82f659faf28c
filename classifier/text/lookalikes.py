"""Which characters look like which Latin letters (pure data).

Most of it is the part of the confusables of Unicode Technical Standard 39 that stands for one Latin letter, after
compatibility forms were undone, in each letter's own case.
"""

# ruff: noqa: RUF001  (letters that look like others are what this is about)

from collections.abc import Mapping
from typing import Final


def _table(likes: Mapping[str, str]) -> Mapping[int, str]:
    return {ord(like): letter for letter, every in likes.items() for like in every}


LATIN: Final = _table(
    {
        "a": "ɑᴀ",
        "b": "ƄʙꞴ",
        "c": "ᴄ",
        "d": "ᴅ",
        "e": "ᴇꬲ",
        "f": "ẝꞘꞙꬵ",
        "g": "ƍɡɢᶃ",
        "h": "ʜ",
        "i": "ıɩɪ",
        "j": "ᴊꞲ",
        "k": "ᴋ",
        "l": "Ɩǀʟ",
        "m": "ᴍ",
        "n": "ɴ",
        "o": "ᴏᴑꬽ",
        "p": "ᴘ",
        "q": "ǫ",
        "r": "Ʀʀꭇꭈ",
        "s": "ƽꜱ",
        "t": "ᴛ",
        "u": "ʋᴜꞟꭎꭒ",
        "v": "ᴠ",
        "w": "ɯᴡ",
        "x": "Ꭓ",
        "y": "ɣʏᶌỿꭚ",
        "z": "ᴢ",
    }
)
"""Latin letters of phonetic alphabets and other rare use."""

OTHER: Final = _table(
    {
        "a": "ΑαАаᎪᗅᗩꓮ𐊠𖽀",
        "b": "ΒβВЬвᏏᏴᑲᖯᗷꓐ𐊂𐊡𐌁",
        "c": "ςϲСсᏟᑕⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜",
        "d": "ԁᎠᏧᑯᗞᗪꓒꓓ",
        "e": "ΕΣεЕезҽᎬⴹꓰ𐊆𑢦𑢮",
        "f": "Ϝғքᖴꓝ𐊇𐊥𐔥𑢢𑣂",
        "g": "ԌցᏀᏳꓖ",
        "h": "ΗНнҺһհᎻᏂᕼⲎꓧ𐋏",
        "i": "ΙιІіᎥꙇꭵ𑣃",
        "j": "ͿϳЈјᎫᒍꓙ",
        "k": "ΚκКкᏦᛕⲔꓗ𐔘",
        "l": "ӀӏᏞᒪᛁⲒⳐⵏꓡꓲ𐊊𐌉𐐛𐔦𑢣𑢲𖼖𖼨",
        "m": "ΜϺМмᎷᗰᛖⲘꓟ𐊰𐌑",
        "n": "ΝηոռᑎⲚꓠ𐔓",
        "o": "ΟοσОоՕօଠഠဝჿዐⲞⲟⵔꓳ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗",
        "p": "ΡρРрᏢᑭⲢⲣꓑ𐊕",
        "q": "Ԛԛգզᑫⵕ",
        "r": "гґᎡᏒᖇᴦⲅꓣꮁ𐒴𖼵",
        "s": "ЅѕՏᏕᏚᔕꓢꮪ𐊖𐐠𐑈𑣁𖼺",
        "t": "ΤτТтᎢⲦꓔ𐊗𐊱𐌕𑢼𖼊",
        "u": "υՍսሀᑌꓴ𐓎𐓶𑢸𑣘𖽂",
        "v": "νѴѵᏙᐯⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈",
        "w": "ωѡԜԝաᎳᏔᗯꓪꮃ𑜊𑜎𑜏",
        "x": "ΧχХхᕁᕽᚷⲬⵝꓫ𐊐𐊴𐌗𐔧",
        "y": "ΥγУуҮүყᎩᎽⲨꓬ𐊲𑢤𑣜𖽃",
        "z": "ΖᏃᘔꓜꮓ𑢩𑣄",
    }
)
"""Letters of other scripts that are taken for a Latin letter at a glance."""

LOOSE: Final = _table(
    {
        "a": "Дд", "b": "Ббъ", "d": "δ", "e": "ЭэЗзξ", "n": "ИиПпЛлЙйπ", "o": "ФфθφΘΦ", "q": "ϙ",
        "r": "ЯяГ", "u": "Ццμ",
        "w": "ШшЩщΨψ", "x": "Жж", "y": "Ччλ", "z": "ζ",
    }
)  # fmt: skip
"""Letters that only remind of a Latin one, as in "KЯILL"."""

TWINS: Final = str.maketrans("aceopxykmthbiAEOPCTXBMHKY", "асеорхукмтнвіАЕОРСТХВМНКУ")
"""Cyrillic letters for which a Latin one may have been put."""

FLIPPED: Final = {
    **_table(
        {
            "a": "ɐ", "b": "q", "c": "ɔƆ", "d": "pԀ", "e": "ǝƎ", "f": "ɟℲ", "g": "ƃ⅁ᵷ", "h": "ɥ", "i": "ᴉı", "j": "ɾſ",
            "k": "ʞ⋊", "l": "ן⅂˥", "m": "ɯ", "n": "u", "p": "d", "q": "b", "r": "ɹᴚ", "t": "ʇ⊥┴",
            "u": "n∩", "v": "ʌΛ", "w": "ʍ",
            "y": "ʎ⅄", ".": "˙", ",": "'", "'": ",", "?": "¿", "!": "¡",
        }
    )
}  # fmt: skip
"""Letters turned upside down, and what they are when turned back."""

_NAMES: Final = {
    "knife": "🔪🗡", "gun": "🔫", "bomb": "💣", "fuck you": "🖕", "shit": "💩", "dick": "🍆", "axe": "🪓",
    "coffin": "⚰", "rope": "🪢", "blood": "🩸", "snake": "🐍", "rat": "🐀", "pig": "🐷🐖",
    "monkey": "🐒🐵", "clown": "🤡",
}  # fmt: skip
EMOJI: Final = {ord(char): f" {word} " for word, every in _NAMES.items() for char in every}
"""Pictures that stand for a word in a threat or an insult."""

FLAGS: Final = frozenset(
    """
    ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv
    bw by bz ca cc cd cf cg ch ci ck cl cm cn co cp cr cu cv cw cx cy cz de dg dj dk dm do dz ea ec ee eg eh
    er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu
    ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu
    lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr
    nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm
    sn so sr ss st sv sx sy sz ta tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um un us uy uz va vc
    ve vg vi vn vu wf ws xk ye yt za zm zw
    """.split()  # noqa: SIM905  (a page of codes is read more easily than a page of quotes)
)
"""Regions that have a flag: two such letters are a flag, others are letters (ISO 3166-1 and Unicode)."""
