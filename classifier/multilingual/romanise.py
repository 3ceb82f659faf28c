"""Hindi as it is typed in Latin letters: Devanagari spelt the way people write it in chats (pure).

The encoder has no Devanagari, and half of the Hindi that people get is in Latin letters anyway; so both are made one.
A consonant's inherent vowel is left out at the end of a word and between two syllables, as it is in speech
(Ohala 1983, "Aspects of Hindi Phonology", chapter 5); long vowels are written like short ones.
"""

import re
import unicodedata
from typing import Final

_ONSETS: Final = "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l"
_CONSONANTS: Final = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", _ONSETS.split(), strict=True))
_DOTTED: Final = {"क": "q", "ख": "kh", "ग": "g", "ज": "z", "ड": "d", "ढ": "dh", "फ": "f", "य": "y"}
_SIGN_SPELT: Final = "a i i u u ri e ai o au e o"
_SIGNS: Final = dict(zip("ािीुूृेैोौॅॉ", _SIGN_SPELT.split(), strict=True))
_VOWEL_SPELT: Final = "a a i i u u ri e ai o au o e"
_VOWELS: Final = dict(zip("अआइईउऊऋएऐओऔऑऍ", _VOWEL_SPELT.split(), strict=True))
_OTHERS: Final = {"\u0902": "n", "\u0901": "n", "\u0903": "h"}
_DOT: Final = "\u093c"
_SILENT: Final = "\u094d"
_WORD: Final = re.compile("[\u0900-\u0963\u0971-\u097f]+")
_DIGITS: Final = {0x966 + digit: str(digit) for digit in range(10)}


def romanised(text: str) -> str:
    """Return `text` with each Devanagari word in Latin letters; everything else stays as it is."""
    return _WORD.sub(lambda match: _spelt(unicodedata.normalize("NFD", match[0])), text.translate(_DIGITS))


def _spelt(word: str) -> str:
    syllables = _syllables(word)
    for place in range(len(syllables) - 1, -1, -1):
        onset, vowel = syllables[place]
        if vowel is None:
            syllables[place] = (onset, "" if _mute(syllables, place) else "a")
    return "".join(onset + (vowel or "") for onset, vowel in syllables)


def _mute(syllables: list[tuple[str, str | None]], place: int) -> bool:
    """Return whether the inherent vowel of a consonant is not spoken, those after it being settled."""
    if place == 0:
        return False
    if place == len(syllables) - 1:
        return True
    onset, vowel = syllables[place + 1]
    return syllables[place - 1][1] != "" and bool(onset) and bool(vowel)


def _syllables(word: str) -> list[tuple[str, str | None]]:
    """Return (onset, vowel) of each; the vowel is None where it is the inherent one, "" where there is none."""
    found: list[tuple[str, str | None]] = []
    for char in word:
        if char in _CONSONANTS:
            found.append((_CONSONANTS[char], None))
        elif char in _VOWELS:
            found.append(("", _VOWELS[char]))
        elif char in _OTHERS:
            found.append((_OTHERS[char], ""))
        elif found and char in _SIGNS:
            found[-1] = (found[-1][0], _SIGNS[char])
        elif found and char == _SILENT:
            found[-1] = (found[-1][0], "")
        elif found and char == _DOT:
            found[-1] = (_dotted(found[-1][0]), found[-1][1])
    return found


def _dotted(onset: str) -> str:
    plain = {_CONSONANTS[char]: dotted for char, dotted in _DOTTED.items()}
    return plain.get(onset, onset)
