"""The model card: what a model is for, what it was made from, what it can and cannot do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from classifier.recipes import RECIPES
from classifier.recipes.parts import Parts
from classifier.report import table

RAISED: Final = 5
"""So many of the identity terms that raise scores most are named."""


def cascade_card(parts: Parts, metrics: Mapping[str, Any], stages: Sequence[Mapping[str, Any]]) -> str:
    """Return the card of all stages together as Markdown; `stages` are the configs of the three."""
    words, sentences, _ = stages
    found = metrics["cascade"]
    return _CASCADE.format(
        purpose=_PURPOSE,
        numbers=_numbers(parts, metrics),
        fairness=_fairness(metrics),
        join=words["join"],
        base=sentences["base"],
        size=2 ** words["bits"],
        settled=found["ordinary_settled_by_words"] / max(found["ordinary_mails"], 1),
        lost=(found["all"]["flagged"] - found["cascade"]["flagged"]) / max(found["abusive"], 1),
    )


def model_card(parts: Parts, metrics: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """Return the card as Markdown."""
    return _CARD.format(
        purpose=_PURPOSE,
        numbers=_numbers(parts, metrics),
        fairness=_fairness(metrics),
        join=config["join"],
        size=2 ** config["bits"],
    )


def _numbers(parts: Parts, metrics: Mapping[str, Any]) -> str:
    """Return what the model was learnt from and what was measured."""
    counts = Counter(sample.source for sample in parts.train)
    rows = [
        f"| {recipe.name} | {counts[recipe.name]:,} | {recipe.licence} | {recipe.source} |"
        for recipe in RECIPES
        if recipe.use == "train"
    ]
    rows.append(f"| authored | {counts['authored']:,} | Apache-2.0 | this project's data/authored |")
    measured = ", ".join(recipe.name for recipe in RECIPES if recipe.use == "measure")
    return _NUMBERS.format(sources="\n".join(rows), measured=measured, table=table(metrics))


def _fairness(metrics: Mapping[str, Any]) -> str:
    """Return what naming an identity does to a score, in a sentence or three."""
    found = metrics["fairness"]
    functions = [
        row for rows in found["functions"].values() for name, row in rows.items() if name != "others"
    ]
    said = (
        "Labels of public sets carry their annotators' bias: dialect and names of identities can raise a score. "
        f"Of {sum(row['texts'] for row in functions)} benign messages that name an identity "
        f"{sum(row['flagged'] for row in functions)} are flagged and {sum(row['noticed'] for row in functions)} "
        "flagged or in review."
    )
    if found["terms"] is None:
        return said
    terms, whole = found["terms"]["terms"], found["terms"]["whole"]
    worst = sorted(terms, key=lambda term: terms[term]["bpsn_auc"])[:RAISED]
    named = ", ".join(f"{term} ({terms[term]['false_positive_half']:.0%})" for term in worst)
    return (
        f"{said} In praising template sentences these terms raise it most (reaching .5, of all terms "
        f"{whole['false_positive_half']:.1%}): {named}."
    )


_PURPOSE: Final = """\
**For** sorting a person's own incoming mail and direct messages into quarantine, review or leave, on that person's
computer, where a person looks at what was kept. **Not for** moderating others, judging people, or as proof.
"""

_NUMBERS: Final = """\
## Learnt from
| Set | Texts | Licence | Source |
|---|---|---|---|
{sources}

Only measured on, never learnt from: {measured}.

## Numbers
Measured on texts that share no group and no near-duplicate with those learnt from.

```
{table}```

"""

_CARD: Final = """# Model card: Seawall linear

{purpose}
## How it works
Text is freed of disguises, and becomes {size:,} hashed features (words, pairs of words, pieces of 3 to 5 letters). Each
label is a logistic regression. `abuse` is joined from three: learnt from public comments, from personal messages, and
from both; a gate that tells the two registers apart says which to believe ({join}). Long text is judged by
windows and the worst counts. Probabilities are Platt-scaled on data not trained on.

{numbers}## Limits
- Veiled and polite abuse (stalking, extortion, doxxing in plain words) is found far less often than open abuse.
- English is best; the other languages of our corpus are found much less well, and many are not known at all.
- Ordinary mail for the thresholds is English and of 1999 to 2003, text messages are of students; friends who swear at
  each other are likely to be put up for review.
- {fairness}
- An attacker who can try the model can write around it; repetition and history are there for that.

## Rebuild
`seawall train --datasets DIR` in a source tree makes the same weights again from the same files.
"""

_CASCADE: Final = """# Model card: Seawall

{purpose}
## How it works
1. **Words** (models/linear): text freed of disguises becomes {size:,} hashed features; logistic regressions, joined
   by a gate that tells public comments from personal messages ({join}). An English text
   in which they find nothing is settled: {settled:.0%} of ordinary mails. Against running the next stage on everything
   this loses {lost:.2%} of the abusive messages.
2. **Sentences** (models/encoder): all-MiniLM-L6-v2 (Apache-2.0; weights {base}),
   fine-tuned on English and mixed texts for every label, with the same two experts on `abuse`; in 8 bits. Its logits
   and those of the words are added, label by label.
3. **Other languages** (models/multilingual): Google's Universal Sentence Encoder Multilingual 3 (Apache-2.0) made
   small, with a network learnt from our own messages; Hindi by its words. A text in a language that none of the
   three was taught is marked as unknown.

Long text is judged by windows and the worst counts. Probabilities are Platt-scaled on data not trained on; thresholds
keep a promise about ordinary mail of all stages together.

{numbers}## Limits
- Quiet abuse (veiled threats, polite pressure, surveillance in plain words) is found less often than open abuse.
- English is best. Other languages are judged by a smaller part learnt from some 600 messages a language, and there is
  no ordinary mail in them on which a promise could be measured.
- Ordinary mail for the thresholds is English and of 1999 to 2003, text messages are of students; friends who swear at
  each other are likely to be put up for review.
- {fairness}
- An attacker who can try the model can write around it; repetition and history are there for that.

## Rebuild
`make model` in a source tree: `seawall train`, then with `--encoder`, `--multilingual` and `--cascade`, each with
`--datasets DIR`. The transformer's weights that are shipped came from two runs instead of one (docs/decisions/0005).
"""
