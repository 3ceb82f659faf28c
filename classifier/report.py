"""Measurements of a model as a table to read (pure)."""

from collections.abc import Mapping
from typing import Any, Final

PROMISE: Final = 1 / 2000
"""The share of ordinary messages at which measurements are made; the default setting."""


def table(metrics: Mapping[str, Any]) -> str:
    """Return the measurements as a table to read."""
    names = ("texts", "positive", "pr_auc", "roc_auc", "recall_at_1_percent", "recall_at_0.1_percent", "ece")
    lines = [
        f"{'':28}" + "".join(f"{name.replace('_percent', '%').replace('_at_', '@'):>12}" for name in names)
    ]
    for part in ("labels", "sources"):
        lines += ["", f"by {part[:-1]}" + (" (abuse)" if part == "sources" else "")]
        lines += [
            f"  {name:26}" + "".join(f"{row[key]:>12}" for key in names)
            for name, row in metrics[part].items()
            if row
        ]
    lines += ["", f"ordinary messages flagged when 1 in {round(1 / PROMISE)} is promised"]
    for name, row in metrics["ordinary"].items():
        low, high = row["share_95_percent"]
        counts = f"{row['flagged']:>6} of {row['messages']}  (95 %: {low:.3%} to {high:.3%})"
        lines.append(f"  {name:26}{counts}, in review {row['flagged_or_review'] - row['flagged']}")
    lines += ["", "own messages flagged, by what they do"]
    lines += [
        f"  {name:26}{row['flagged']:>6} of {row['messages']}" for name, row in metrics["functions"].items()
    ]
    lines += _functional(metrics.get("harasscheck"))
    lines += _attacks(metrics.get("attacks"))
    lines += _fairness(metrics.get("fairness"))
    return "\n".join(lines) + "\n"


def _functional(found: Mapping[str, Any] | None) -> list[str]:
    """Return the functional suite's table: what is abusive should be noticed (flagged or in review), else nothing."""
    if not found:
        return []
    lines = ["", f"functional suite, abuse over all cases: {found['all']}"]
    names = ("cases", "abusive", "flagged", "noticed", "right")
    lines.append(f"  {'':34}" + "".join(f"{name:>9}" for name in names))
    rows = found["functions"]
    total = {name: sum(row[name] for row in rows.values()) for name in names}
    return lines + [
        f"  {function:34}" + "".join(f"{row[name]:>9}" for name in names)
        for function, row in [*rows.items(), ("all", total)]
    ]


def _attacks(found: Mapping[str, Any] | None) -> list[str]:
    """Return the table of disguises: the share of abusive texts that is found, without and with undoing them."""
    if not found:
        return []
    plain = found["plain"]
    lines = [
        "",
        f"abuse in disguise, {found['texts']} English texts: found at 1 in {round(1 / PROMISE)}, at 4 % of the benign",
        f"  {'':20}{'as typed':>20}{'undone':>20}",
        f"  {'plain':20}{'':20}{plain['flagged']:>10.1%}{plain['at_4_percent']:>10.1%}",
    ]
    return lines + [
        f"  {name:20}"
        + "".join(
            f"{row[how][key]:>10.1%}" if how in row else f"{'':10}"
            for how in ("raw", "undone")
            for key in plain
        )
        for name, row in found["attacks"].items()
    ]


def _fairness(found: Mapping[str, Any] | None) -> list[str]:
    """Return benign texts that name an identity next to others, and the terms that are judged worst and best."""
    if not found:
        return []
    names = ("texts", "flagged", "noticed", "half", "above_others")
    lines = ["", "benign texts that name an identity, and others"]
    lines.append(f"  {'':34}" + "".join(f"{name:>13}" for name in names))
    for where, rows in found["functions"].items():
        lines += [
            f"  {f'{where} {name}':34}" + "".join(f"{row.get(key, ''):>13}" for key in names)
            for name, row in rows.items()
        ]
    return lines + _terms(found["terms"]) if found["terms"] else lines


def _terms(found: Mapping[str, Any]) -> list[str]:
    """Return the rates and AUCs by identity term, those first whose benign sentences rank highest."""
    names = {
        "texts": "texts",
        "false_positive_flagged": "fp flagged",
        "false_positive_half": "fp at .5",
        "true_positive_flagged": "tp flagged",
        "true_positive_half": "tp at .5",
        "auc": "auc",
        "bpsn_auc": "bpsn auc",
        "bnsp_auc": "bnsp auc",
    }
    rows = sorted(found["terms"].items(), key=lambda row: (row[1]["bpsn_auc"], row[0]))
    lines = ["", "template sentences by identity term (fp: benign ones, tp: abusive ones)"]
    lines.append(f"  {'':20}" + "".join(f"{name:>12}" for name in names.values()))
    lines += [
        f"  {term:20}" + "".join(f"{row.get(key, ''):>12}" for key in names)
        for term, row in [("all", found["whole"]), *rows]
    ]
    return lines + [
        f"  largest difference of {names[name]}: {row['difference']}, {row['least']} to {row['most']}"
        for name, row in found["largest"].items()
    ]
