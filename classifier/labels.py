"""The closed set of labels: what each means, and what it is not."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Label(StrEnum):
    """A label id. Members compare and hash equal to their string value."""

    THREAT = "threat"
    OBSCENE = "obscene"
    INSULT = "insult"
    IDENTITY_HATE = "identity_hate"
    SEXUAL = "sexual"
    SELF_HARM_ENCOURAGEMENT = "self_harm_encouragement"
    EXTORTION = "extortion"
    DOXXING = "doxxing"
    STALKING = "stalking"
    ABUSE = "abuse"


LABELS: Final[tuple[Label, ...]] = tuple(Label)
"""Every label in the order of artifact columns; `abuse` is last."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a label means in one line, and examples of what does not carry it."""

    means: str
    is_not: tuple[str, ...]


DEFINITIONS: Final = MappingProxyType(
    {
        Label.THREAT: Definition(
            "States or hints that the writer or another will harm the reader, someone close to them, an animal, "
            "their property or their livelihood.",
            (
                "A warning about somebody else's danger, or a report of a threat to the police.",
                "Talk of killing in a game, a process, a plot or an idiom ('this deadline is killing me').",
                "The announcement of a lawful step: a complaint, a lawsuit, a report.",
            ),
        ),
        Label.OBSCENE: Definition(
            "Vulgar or lewd words used at or about the reader.",
            (
                "Friends who swear about the weather or a match.",
                "Medical or anatomical words in their plain sense.",
            ),
        ),
        Label.INSULT: Definition(
            "Demeans, ridicules or humiliates the reader as a person.",
            ("Sharp criticism of work, a product or an opinion.", "Self-mockery."),
        ),
        Label.IDENTITY_HATE: Definition(
            "Attacks a person or group for race, religion, origin, gender, orientation, disability or age.",
            (
                "Identity named neutrally or with pride.",
                "Hate that is quoted in order to report it or argue against it.",
            ),
        ),
        Label.SEXUAL: Definition(
            "Unwanted sexual approach, demand, description or comment about the reader, crude or polite.",
            ("Flirting that both sides plainly share.", "Sexual health, education or news."),
        ),
        Label.SELF_HARM_ENCOURAGEMENT: Definition(
            "Urges, wishes or instructs the reader to hurt or kill themselves.",
            (
                "A person in crisis who writes about their own pain.",
                "Help, concern and crisis-line information.",
            ),
        ),
        Label.EXTORTION: Definition(
            "Demands money, images, silence or an act under a stated or hinted consequence.",
            ("A bill, a reminder or a debt collector's lawful notice.", "A negotiation or a firm boundary."),
        ),
        Label.DOXXING: Definition(
            "Publishes, or threatens to publish, private facts of the reader such as address, workplace or images.",
            ("An address sent for a delivery or an invitation.", "Public contact details in a signature."),
        ),
        Label.STALKING: Definition(
            "Shows that the writer watches, follows or pursues the reader, or goes on after being asked to stop.",
            ("A friend who saw the reader in town and says hello.", "A delivery or location notification."),
        ),
        Label.ABUSE: Definition(
            "The chance that a careful reader would want the message out of the inbox.",
            ("Unwelcome news, spam, criticism or a refusal.",),
        ),
    }
)
