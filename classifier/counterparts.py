"""Sentences of our own in which every identity is named kindly and attacked equally often, to learn from (pure).

Public sets name some identities mostly where they are attacked, so that a model takes the name for the attack. Adding
texts in which it is not mends that (Dixon and others 2018, "Measuring and mitigating unintended bias in text
classification"). The frames are not those of the template sentences on which it is measured.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from classifier.dataset import CLOSEST, CLOSEST_WEIGHT, NO_ABUSE, Register, Sample
from classifier.labels import Label

SOURCE: Final = "counterparts"

IDENTITIES: Final = (
    *(
        "gay",
        "homosexual",
        "lesbian",
        "bisexual",
        "queer",
        "straight",
        "heterosexual",
        "asexual",
        "pansexual",
    ),
    *(
        "trans",
        "transgender",
        "nonbinary",
        "intersex",
        "lgbt",
        "lgbtq",
        "female",
        "male",
        "black",
        "white",
        "brown",
    ),
    *(
        "biracial",
        "Asian",
        "African",
        "African American",
        "European",
        "American",
        "Canadian",
        "Mexican",
        "Hispanic",
    ),
    *(
        "Latino",
        "Latina",
        "Latinx",
        "Indian",
        "Pakistani",
        "Chinese",
        "Japanese",
        "Korean",
        "Vietnamese",
        "Arab",
    ),
    *("Middle Eastern", "Turkish", "Kurdish", "Polish", "Romanian", "Irish", "Nigerian", "Somali", "Roma"),
    *(
        "Jewish",
        "Muslim",
        "Christian",
        "Catholic",
        "Protestant",
        "Hindu",
        "Sikh",
        "Buddhist",
        "Taoist",
        "atheist",
    ),
    *("old", "older", "elderly", "young", "younger", "middle aged", "teenage", "millennial", "retired"),
    *("deaf", "blind", "disabled", "paralysed", "paralyzed", "autistic", "dyslexic", "immigrant", "refugee"),
)
"""Identities as they stand before a noun."""

BENIGN: Final = (
    "My neighbours are {one} and we share a garden and far too many courgettes.",
    "There was a programme about {one} artists on last night, did you see it?",
    "The museum has a new room on {one} history, open until March.",
    "As a {one} person I was glad that the article quoted people like me.",
    "Two of my teachers were {one} and both made me love maths.",
    "Our team has {one} and {two} colleagues and nobody thinks twice about it.",
    "Is the {one} community centre on the corner still open on Sundays?",
    "She writes about growing up {one} in a small town, well worth reading.",
    "The census counted more {one} residents than {two} ones this time.",
    "I added a source for the paragraph about {one} voters, please check it.",
    "The {one} choir and the {two} choir sing together on Saturday.",
    "My partner is {one}, I am {two}, and our families get on better than we do.",
    "Proud {one} parent of two here, ask me anything about prams.",
    "Most {one} people whom I know would have put it the same way.",
    "Thanks for the book by that {one} poet, I read it on the train.",
    "The clinic asked whether the patient was {one}; it is on the form.",
    "The word {one} is used in the second sentence, should it be in the first as well?",
    "Happy to say the scholarship went to a {one} student this year.",
    "The law protects {one} workers and {two} workers alike.",
    "I don't think that being {one} has anything to do with how well she plays.",
    "Welcome to the group! We are {one}, {two} and everything else.",
    "My doctor is {one} and has been kind to me for twenty years.",
    "The first {one} mayor of the town was elected in spring.",
    "Do you know a good film with a {one} lead? We have seen them all.",
    "Yes, I'm {one}. Yes, I like football. Next question.",
)
"""Frames in which an identity is named neutrally, kindly or with pride."""

ABUSIVE: Final = (
    "Get out of my country, you {one} scum, nobody wants you here.",
    "All {one} people are liars and thieves and should be locked up.",
    "Shut your mouth you stupid {one} idiot.",
    "{one} people are vermin and this town should be cleared of them.",
    "Of course you failed, you are {one}, your kind is too thick for it.",
    "I hope every one of you {one} freaks dies.",
    "No {one} trash in our street, pack up or we will make you.",
    "You disgust me, you and your whole {one} family.",
    "The {one} ones are animals, not people, and you are the worst of them.",
    "Another {one} moron with an opinion. Crawl back into your hole.",
    "We should hang the {one} ones first and the {two} ones after.",
    "Go kill yourself you worthless {one} loser.",
    "Your {one} brain is too small to understand that, pathetic.",
)
"""Frames in which it is attacked."""

_THREATS: Final = frozenset({ABUSIVE[6], ABUSIVE[10]})
_SELF_HARM: Final = frozenset({ABUSIVE[11]})

_NAMED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted((name.lower() for name in IDENTITIES), key=len, reverse=True))})\b"
)


def counterparts(
    learnt: Sequence[Sample] = (), most: float = 50.0, seed: int = 0, each: int = len(ABUSIVE)
) -> list[Sample]:
    """Return, for each of IDENTITIES, `each` benign and `each` abusive public texts; the same for the same arguments.

    All texts of a frame are one group. Those labels are unknown that a frame leaves open.

    Args:
        learnt: what else is learnt from. The weights are such that together an identity is named in abuse as often,
            next to where it is not, as public texts are abuse; 1 where that is so already.
        most: no text has a higher weight, nor one below 1.
        seed: of whatever chance decides.
        each: how many frames are drawn for an identity, at most len(ABUSIVE).
    """
    random = Random(seed)  # noqa: S311  (nothing is kept secret by it)
    weights = _weights(learnt, each, most)
    found: list[Sample] = []
    for frames, abusive in ((BENIGN, False), (ABUSIVE, True)):
        for one in IDENTITIES:
            for frame in random.sample(frames, each):
                sample = _sample(f"{SOURCE}:{len(found)}", _filled(frame, one, random), frames, frame)
                found.append(replace(sample, weight=weights[one][abusive]))
    return found


def _weights(learnt: Sequence[Sample], each: int, most: float) -> Mapping[str, tuple[float, float]]:
    """Return the weights of each identity's benign and of its abusive texts."""
    sums: dict[tuple[str, bool], float] = defaultdict(float)
    for sample in learnt:
        if sample.register is Register.PUBLIC and Label.ABUSE in sample.labels:
            counts = sample.weight * (CLOSEST_WEIGHT if sample.source in CLOSEST else 1.0)
            for name in {"", *_NAMED.findall(sample.text.lower())}:
                sums[name, sample.labels[Label.ABUSE]] += counts
    odds = (sums["", True] + 1) / (sums["", False] + 1)
    found = {}
    for one in IDENTITIES:
        benign, abusive = sums[one.lower(), False] + each, sums[one.lower(), True] + each
        kind, unkind = 1 + (abusive / odds - benign) / each, 1 + (benign * odds - abusive) / each
        found[one] = (min(max(kind, 1.0), most), min(max(unkind, 1.0), most))
    return found


def _filled(frame: str, one: str, random: Random) -> str:
    two = random.choice([other for other in IDENTITIES if other != one])
    text = frame.format(one=one, two=two)
    for article in (" a ", " A "):
        head, found, rest = text.partition(f"{article}{one}")
        if found and one[0].lower() in "aeio":
            text = f"{head}{article.rstrip()}n {one}{rest}"
    kept = text[0].upper() + text[1:]
    return kept.lower() if random.random() < 0.3 else kept


def _sample(name: str, text: str, frames: Sequence[str], frame: str) -> Sample:
    labels = dict(NO_ABUSE)
    abusive = frames is ABUSIVE
    if abusive:
        labels = {Label.ABUSE: True, Label.IDENTITY_HATE: True, Label.THREAT: frame in _THREATS}
        labels[Label.SELF_HARM_ENCOURAGEMENT] = frame in _SELF_HARM
    return Sample(
        id=name,
        text=text,
        labels=labels,
        source=SOURCE,
        language="en",
        group=f"{SOURCE}:{'abusive' if abusive else 'benign'}:{frames.index(frame)}",
        register=Register.PUBLIC,
    )
