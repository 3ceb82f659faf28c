"""Agreement with the second reader is Cohen's kappa, and rows that say nothing are named."""

from pathlib import Path

import pytest
from corpus_support import PLAIN, changed

from classifier.corpus.agreement import agreement
from classifier.labels import Label


def read_twice(tmp_path: Path, both: int, author: int, second: int, neither: int, variants: int = 1):
    """Messages and a table with so many on which the two agree and disagree about a threat."""
    corpus, rows = [], []
    for count, first, other in (
        (both, True, True),
        (author, True, False),
        (second, False, True),
        (neither, False, False),
    ):
        for _ in range(count):
            name = f"zz-{len(rows)}"
            corpus.append(
                changed(
                    PLAIN, id=name, group=f"g-{len(rows) // variants}", abuse=first,
                    labels=frozenset({Label.THREAT} if first else ()), severity=int(first),
                )
            )  # fmt: skip
            rows.append(f"{name}\t{'y' if other else 'n'}\t{'t' if other else '-'}\n")
    table = tmp_path / "second.tsv"
    table.write_text("".join(rows))
    return corpus, table


def test_kappa_is_what_one_computes_by_hand(tmp_path: Path):
    found = agreement(*read_twice(tmp_path, both=20, author=5, second=10, neither=15))
    kappa = found.data["kappa"]["threat"]
    assert kappa["kappa"] == pytest.approx(0.4)
    assert (kappa["both"], kappa["author_only"], kappa["second_only"], kappa["neither"]) == (20, 5, 10, 15)
    assert kappa["interval"][0] < 0.4 < kappa["interval"][1]
    assert 0.1 < kappa["interval"][0] < 0.2
    assert 0.6 < kappa["interval"][1] < 0.7
    assert found.data["kappa"]["abuse"]["kappa"] == pytest.approx(0.4)
    assert len(found.data["abuse_disagreed"]) == 15
    assert found.data["kappa"]["doxxing"]["kappa"] is None
    assert any(line.startswith("doxxing: kappa undefined") for line in found.lines)
    assert found.violations == ()


def test_variants_of_one_idea_widen_the_interval(tmp_path: Path):
    alone = agreement(*read_twice(tmp_path, 20, 5, 10, 15)).data["kappa"]["threat"]["interval"]
    alike = agreement(*read_twice(tmp_path, 20, 5, 10, 15, variants=5)).data["kappa"]["threat"]["interval"]
    assert alike[1] - alike[0] > 1.3 * (alone[1] - alone[0])


def test_doubt_and_rows_of_messages_that_are_gone_are_counted(tmp_path: Path):
    corpus, table = read_twice(tmp_path, 5, 0, 0, 5)
    table.write_text(table.read_text().replace("zz-0\ty\t", "zz-0\ty?\t") + "y-9\tn\t-\n")
    found = agreement(corpus, table)
    assert found.data["doubtful"] == 1
    assert found.data["gone"] == ["y-9"]
    assert found.data["kappa"]["abuse"]["kappa"] == pytest.approx(1.0)


def test_what_was_settled_afterwards_does_not_raise_the_agreement(tmp_path: Path):
    corpus, table = read_twice(tmp_path, both=20, author=5, second=10, neither=15)
    blind = agreement(corpus, table).data["kappa"]["threat"]
    decisions = ["id\twhat\tdecision\treason\n"]
    for place, message in enumerate(corpus):
        if 20 <= place < 25:
            decisions.append(f"{message.id}\tthreat\tremoved\tno harm said\n")
            corpus[place] = changed(message, labels=frozenset({Label.INSULT}))
        elif 25 <= place < 35:
            decisions.append(f"{message.id}\tthreat\tadded\tharm said\n")
            corpus[place] = changed(message, labels=frozenset({Label.THREAT}))
    (tmp_path / "settled.tsv").write_text("".join(decisions))
    assert agreement(corpus, table).data["kappa"]["threat"] == blind


def test_a_settled_disagreement_about_abuse_is_not_named_as_open(tmp_path: Path):
    corpus, table = read_twice(tmp_path, both=5, author=2, second=0, neither=5)
    (tmp_path / "settled.tsv").write_text("id\twhat\tdecision\treason\nzz-5\tabuse\treworded\tunclear\n")
    found = agreement(corpus, table).data
    assert found["abuse_disagreed"] == ["zz-5", "zz-6"]
    assert found["abuse_open"] == ["zz-6"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("zz-99\tmaybe\tt", "y or n"),
        ("zz-99 y t", "y or n"),
        ("zz-99\ty\tq", "the letters must be of"),
        ("zz-99\ty\t-", "y has at least one letter"),
        ("zz-99\tn\tt", "n has -"),
        ("zz-0\ty\tt", "zz-0 was read already"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row, said):
    corpus, table = read_twice(tmp_path, 2, 0, 0, 2)
    table.write_text(table.read_text() + row + "\n")
    (violation,) = agreement(corpus, table).violations
    assert violation.startswith("second.tsv, line 5: ")
    assert said in violation


def test_without_a_second_reader_there_is_nothing_to_report(tmp_path: Path):
    found = agreement([PLAIN], tmp_path / "nothing.tsv")
    assert found.violations == ()
    assert "skipped" in found.lines[0]


def test_rows_that_were_made_of_other_texts_with_the_same_ids_are_named(tmp_path: Path):
    found = agreement(*read_twice(tmp_path, both=15, author=13, second=12, neither=10))
    assert found.violations == ("author zz: 25 of 50 rows disagree on abuse; are they of other texts?",)
