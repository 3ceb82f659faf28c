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
    for name, row in metrics.get("authors", {}).items():
        lines.append(f"  by a model that saw none of author {name}'s: {row}")
    lines += ["", "own messages flagged, by what they do"]
    lines += [
        f"  {name:26}{row['flagged']:>6} of {row['messages']}" for name, row in metrics["functions"].items()
    ]
    return (
        "\n".join([*lines, *_functional(metrics.get("harasscheck")), *_attacks(metrics.get("attacks"))])
        + "\n"
    )


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
