import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from classifier.dataset import Sample
from classifier.labels import LABELS, Label
from classifier.linear.features import SIZE
from classifier.linear.fit import Fit, fit
from classifier.linear.matrix import matrix
from classifier.linear.model import COLUMNS, Join, Linear, PackedWeights, packed, unpacked
from classifier.train import calibrated, unfinished

THREAT = LABELS.index(Label.THREAT)
POLITE = (
    "Thank you for sending the minutes so soon. The committee will meet again in the spring, and I have asked "
    "Maria to book the small hall. Please let me know if the date suits everyone. "
)


def test_messages_of_an_author_never_seen_are_told_apart(small: Linear, corpus: Sequence[Sample]) -> None:
    unseen = [sample for sample in corpus if sample.author == "d"]
    scores = small.columns([sample.whole.lower() for sample in unseen])[:, COLUMNS.index("abuse")]
    assert roc_auc_score([sample.labels[Label.ABUSE] for sample in unseen], scores) > 0.75


def test_a_scorer_gives_the_logits_that_training_saw(small: Linear, corpus: Sequence[Sample]) -> None:
    texts = [sample.text for sample in corpus if 20 < len(sample.text) < 200][:50]
    rows, _ = matrix(texts, small._weights.idf)
    features = small._weights.features[:, THREAT] / small._weights.idf
    expected = rows @ features + small._weights.bias[THREAT]
    assert small.logits(texts)[:, THREAT] == pytest.approx(expected, abs=2e-3)


def test_a_text_scores_the_same_alone_and_among_others_and_later(
    small: Linear, corpus: Sequence[Sample]
) -> None:
    texts = [sample.whole for sample in corpus[:700]]
    together = small.probabilities(texts)
    order = random.Random(1).sample(range(700), 50)
    alone = np.concatenate([small.probabilities([texts[i]]) for i in order])
    assert alone == pytest.approx(together[order], abs=1e-5)


def test_forgetting_words_changes_no_score(small: Linear, corpus: Sequence[Sample]) -> None:
    texts = [sample.whole for sample in corpus[:20]]
    before = small.probabilities(texts)
    small._forget()
    assert small.probabilities(texts) == pytest.approx(before, abs=1e-6)


def test_one_threat_in_a_long_polite_mail_is_found_wherever_it_stands(small: Linear) -> None:
    threat = "I will find you and I will kill you, you are dead."
    alone = small.logits([threat])[0, THREAT]
    polite = small.logits([POLITE * 20])[0, THREAT]
    for place in (0, 7, 13, 20):
        mail = POLITE * place + threat + " " + POLITE * (20 - place)
        assert small.logits([mail])[0, THREAT] > polite + (alone - polite) / 4


def test_a_disguised_threat_scores_as_the_plain_one(small: Linear) -> None:
    plain, *disguised = small.logits(
        [
            "i will kill you bitch",
            "I w1ll k\u200bill you b1tch",
            "I wіll кill you bitсh",
            "i will k i l l you bitch",
        ]
    )[:, THREAT]
    assert disguised == pytest.approx([plain] * 3, abs=1e-5)


@pytest.mark.parametrize("texts", [[], [""], ["   "], ["!!!"], ["\ud800"], ["a" * 300_000], ["\u0000\u202e"]])
def test_any_text_gets_probabilities(small: Linear, texts: list[str]) -> None:
    found = small.score(texts)
    assert len(found) == len(texts)
    assert all(0 <= value <= 1 for scores in found for value in scores.values())
    assert all(set(scores) == set(LABELS) for scores in found)


def test_a_label_unknown_in_every_sample_is_learnt_from_none(corpus: Sequence[Sample]) -> None:
    samples = [
        replace(
            sample,
            labels={label: value for label, value in sample.labels.items() if label is not Label.THREAT},
        )
        for sample in corpus[:300]
    ]
    weights = fit(samples, fits=[Fit("threat", 2.0, 1.0, 1.0), Fit("insult", 2.0, 1.0, 1.0)])
    assert not weights.features[:, THREAT].any()
    assert weights.features[:, LABELS.index(Label.INSULT)].any()


def test_an_unknown_label_is_not_taken_for_a_negative_one(corpus: Sequence[Sample]) -> None:
    rest, threats = (
        list(corpus[:300]),
        [sample for sample in corpus[300:] if sample.labels[Label.THREAT]][:100],
    )
    texts = [sample.whole for sample in threats]
    mean = {}
    for name, labels in (("unknown", {}), ("negative", {Label.THREAT: False})):
        samples = [*rest, *(replace(sample, labels=labels) for sample in threats)]
        model = unfinished(fit(samples, fits=[Fit("threat", 2.0, 1.0, 1.0)]))
        mean[name] = model.logits(texts)[:, THREAT].mean()
    assert mean["unknown"] > mean["negative"] + 0.5


def test_learning_again_gives_the_same_weights(corpus: Sequence[Sample]) -> None:
    first, second = (fit(corpus[:200], fits=[Fit("abuse", 2.0, 1.0, 1.0)]) for _ in range(2))
    assert np.array_equal(first.features, second.features)
    assert first.features.shape == (SIZE, len(COLUMNS))


def test_the_gate_decides_whom_to_believe() -> None:
    join = Join(both=1.0, personal=1.0, offset=0.0, sharpness=1.0, centre=0.0)
    row = np.zeros((2, len(COLUMNS)), np.float32)
    row[:, COLUMNS.index("public")] = 3
    row[:, COLUMNS.index("personal")] = -5
    row[:, COLUMNS.index("gate")] = [-20, 20]
    assert join.logit(row) == pytest.approx([3, -5], abs=1e-4)


def test_probabilities_are_calibrated_on_texts_that_were_not_learnt_from(
    small: Linear, corpus: Sequence[Sample]
) -> None:
    a, b = calibrated(small, [sample for sample in corpus if sample.author == "d"])[Label.ABUSE]
    unseen = [sample for sample in corpus if sample.author == "h"]
    logits = small.logits([sample.whole for sample in unseen])[:, -1]
    said = float(np.mean(1 / (1 + np.exp(-(a * logits + b)))))
    assert said == pytest.approx(np.mean([sample.labels[Label.ABUSE] for sample in unseen]), abs=0.12)


def test_weights_packed_in_an_octet_each_score_nearly_as_before(
    small: Linear, corpus: Sequence[Sample]
) -> None:
    weights = small._weights
    kept = packed(weights.features)
    assert kept["features"].dtype == np.int8
    again = replace(weights, features=unpacked(**kept))
    assert np.array_equal(packed(again.features)["features"], kept["features"])
    texts = [sample.whole for sample in corpus[:200]]
    before, after = small.logits(texts), unfinished(again).logits(texts)
    assert np.abs(before - after).max() < 0.25
    assert np.corrcoef(before[:, -1], after[:, -1])[0, 1] > 0.999


def test_weights_left_packed_score_the_same_to_the_last_digit(
    small: Linear, corpus: Sequence[Sample]
) -> None:
    weights = small._weights
    kept = packed(weights.features)
    left = PackedWeights(kept["features"], kept["largest"], weights.bias, weights.idf)
    texts = [sample.whole for sample in corpus[:200]]
    apart = unfinished(replace(weights, features=unpacked(**kept)))
    assert np.array_equal(unfinished(left).logits(texts), apart.logits(texts))
    every = np.arange(-128, 128).astype(np.int8)[:, None]
    rows = PackedWeights(every, np.ones(1, np.float32), weights.bias, weights.idf).rows(np.arange(256))
    assert np.array_equal(rows, unpacked(every, np.ones(1, np.float32)))
