"""The model card: what a model is for, what it was made from, what it can and cannot do."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from classifier.recipes import RECIPES
from classifier.recipes.parts import Parts
from classifier.report import table


def model_card(parts: Parts, metrics: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """Return the card as Markdown."""
    counts = Counter(sample.source for sample in parts.train)
    rows = [
        f"| {recipe.name} | {counts[recipe.name]:,} | {recipe.licence} | {recipe.source} |"
        for recipe in RECIPES
        if recipe.use == "train"
    ]
    rows.append(f"| authored | {counts['authored']:,} | Apache-2.0 | this project's data/authored |")
    measured = ", ".join(recipe.name for recipe in RECIPES if recipe.use == "measure")
    return _CARD.format(
        sources="\n".join(rows),
        measured=measured,
        table=table(metrics),
        join=config["join"],
        size=2 ** config["bits"],
    )


_CARD = """# Model card: Seawall linear

**For** sorting a person's own incoming mail and direct messages into quarantine, review or leave, on that person's
computer, where a person looks at what was kept. **Not for** moderating others, judging people, or as proof.

## How it works
Text is freed of disguises, and becomes {size:,} hashed features (words, pairs of words, pieces of 3 to 5 letters). Each
label is a logistic regression. `abuse` is joined from three: learnt from public comments, from personal messages, and
from both; a gate that tells the two registers apart says which to believe ({join}). Long text is judged by
windows and the worst counts. Probabilities are Platt-scaled on data not trained on.

## Learnt from
| Set | Texts | Licence | Source |
|---|---|---|---|
{sources}

Only measured on, never learnt from: {measured}.

## Numbers
Measured on texts that share no group and no near-duplicate with those learnt from.

```
{table}```

## Limits
- Veiled and polite abuse (stalking, extortion, doxxing in plain words) is found far less often than open abuse.
- English is best; the other languages of our corpus are found much less well, and many are not known at all.
- Ordinary mail for the thresholds is English and of 1999 to 2003, text messages are of students; friends who swear at
  each other are likely to be put up for review.
- Labels of public sets carry their annotators' bias: dialect and names of identities can raise a score.
- An attacker who can try the model can write around it; repetition and history are there for that.

## Rebuild
`seawall train --datasets DIR` in a source tree makes the same weights again from the same files.
"""
