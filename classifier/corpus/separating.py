"""Whether one content word tells the classes apart by itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from classifier.corpus.function_words import function_words
from classifier.corpus.section import Section
from classifier.corpus.words import content_words
from classifier.recipes.authored import Message
from classifier.recipes.ordinary import RUDE

FREQUENT: Final = 0.003
"""Share of a language's messages in which a word must occur to be looked at."""

FEWEST: Final = 20
"""Messages in which it must occur at least: of fewer, not even an unmixed word shows anything."""

SHARE_LIMIT: Final = 0.8
"""A word separates if at least this share of the messages with it are surely of one class."""

AUC_LIMIT: Final = 0.55
"""A word separates if its presence alone surely reaches this ROC-AUC in its language."""

_CONFIDENT: Final = 1.96
_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a language, in how many messages of each class it is, and what that says.

    Attributes:
        language: whose messages were counted.
        word: in lower case; in Chinese, a pair of characters.
        abusive: messages with it that are abusive.
        others: messages with it that are not.
        surely: lower end of the 95 % Wilson interval (Wilson 1927) of the share of its more frequent class.
        auc: lower end of the 95 % interval of the ROC-AUC of its presence, which is
            `0.5 + |P(word | abuse) - P(word | other)| / 2`; at least .5.
    """

    language: str
    word: str
    abusive: int
    others: int
    surely: float
    auc: float


def separating(messages: Sequence[Message]) -> Section:
    """Return the words that separate abuse from the rest by themselves.

    Two measures, since each is blind to what the other sees. A frequent word could sort the corpus though its
    share is not extreme: its own ROC-AUC shows that. A word in one message of a hundred can never reach an AUC
    that is far from .5, yet a model will trust it blindly if all its messages are of one class: the share of
    its more frequent class shows that. As few messages prove little, the lower end of the 95 % interval of
    each is held against its limit. Mutual information mixes the two and has no natural limit.

    Counted within each language, as one spelling is different words in different languages ("die", "gift").
    """
    found = sorted(_words(messages), key=lambda word: (-word.surely, word.language, word.word))
    bad = [word for word in found if word.surely >= SHARE_LIMIT or word.auc >= AUC_LIMIT]
    strongest = max(found, key=lambda word: word.auc, default=None)
    return Section(
        "words",
        tuple(f"{_said(word)}: it separates the classes by itself" for word in bad),
        (
            (
                f"{len(found)} content words in at least {FREQUENT:.1%} of a language's messages; {len(bad)} separate: "
                f"share surely {SHARE_LIMIT} or more, or ROC-AUC alone surely {AUC_LIMIT} or more"
            ),
            f"surest ROC-AUC of one word: {_said(strongest)}" if strongest else "no word is frequent enough",
            "nearest to the limit: " + ", ".join(_short(word) for word in found[:_SHOWN]),
        ),
        {
            "words": len(found),
            "separating": [_object(word) for word in bad],
            "nearest": [_object(word) for word in found[:_SHOWN]],
            "greatest_auc": _object(strongest) if strongest else None,
        },
    )


def _words(messages: Sequence[Message]) -> list[Word]:
    totals: dict[str, Counter[bool]] = defaultdict(Counter)
    seen: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for message in messages:
        totals[message.language][message.abuse] += 1
        content = content_words(message.whole, message.language) - function_words(message.language)
        seen[message.language].update((word, message.abuse) for word in content)
    return [
        _word(language, word, (counts[word, True], counts[word, False]), totals[language])
        for language, counts in seen.items()
        for word in {word for word, _ in counts}
        if counts[word, True] + counts[word, False] >= max(FEWEST, FREQUENT * totals[language].total())
    ]


def _word(language: str, word: str, counts: tuple[int, int], totals: Counter[bool]) -> Word:
    abusive, others = counts
    found, false = abusive / max(totals[True], 1), others / max(totals[False], 1)
    error = sqrt(found * (1 - found) / max(totals[True], 1) + false * (1 - false) / max(totals[False], 1))
    apart = max(abs(found - false) - _CONFIDENT * error, 0.0)
    return Word(language, word, abusive, others, _lower_end(max(counts), abusive + others), 0.5 + apart / 2)


def _lower_end(hits: int, trials: int) -> float:
    """Return the lower end of Wilson's interval for a share."""
    share, z2 = hits / trials, _CONFIDENT**2
    middle = share + z2 / (2 * trials)
    half = _CONFIDENT * sqrt(share * (1 - share) / trials + z2 / (4 * trials**2))
    return (middle - half) / (1 + z2 / trials)


def _short(word: Word) -> str:
    return f"{word.language}: {_shown(word.word)} {word.abusive}+{word.others}"


def _shown(word: str) -> str:
    """Return a word fit to be read by anybody."""
    return word[0] + "*" * (len(word) - 2) + word[-1] if RUDE.fullmatch(word) else word


def _said(word: Word) -> str:
    return (
        f"{word.language}: {_shown(word.word)!r} is in {word.abusive} abusive and {word.others} other messages "
        f"(share of one class surely {word.surely:.2f}, ROC-AUC surely {word.auc:.3f})"
    )


def _object(word: Word) -> dict[str, object]:
    return {
        "language": word.language, "word": _shown(word.word), "abusive": word.abusive, "others": word.others,
        "surely": round(word.surely, 3), "auc": round(word.auc, 4),
    }  # fmt: skip
