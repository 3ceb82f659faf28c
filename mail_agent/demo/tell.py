"""Says what the demonstration has shown, to a person or a program, without a word of abuse unless asked."""

import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, astuple
from typing import Any, Final

from mail_agent.agent import Handled
from mail_agent.demo.inbox import Sample
from mail_agent.demo.run import Outcome
from mail_agent.demo.tally import Tally, by_kind, total
from mail_agent.judge import read
from mail_agent.verdict import VerdictKind

WIDTH: Final = 110
_NAME: Final = 34
_WHERE: Final = 18
_REASONS: Final = 3
_KIND: Final = 28
_COUNT: Final = 11
_INDENT: Final = " " * (_NAME + _WHERE + 4)


def lines(outcome: Outcome, *, show: bool = False) -> Iterator[str]:
    """Yield the report line by line. With `show` the sender's own words are printed below each message."""
    yield from _kept(outcome, show=show)
    yield from _wrong(outcome)
    yield from _proof(outcome)
    yield from _where(outcome)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the report as JSON values: names, hashes, verdicts and counts, and no text of any message."""
    tallies = _tallies(outcome)
    return {
        "evidence": str(outcome.evidence),
        "evidence_mailbox": outcome.evidence_mailbox,
        "model_id": outcome.model_id,
        "promise": outcome.promise,
        "delivered": {"before": len(outcome.inbox.messages), "while_watching": len(outcome.inbox.arrivals)},
        "looked_at_while_watching": outcome.arrivals_seen,
        "kept": [_kept_json(sample, one) for sample, one in outcome.handled],
        "by_kind": {kind: asdict(tally) for kind, tally in tallies.items()},
        "total": asdict(total(tallies.values())),
        "proof": {**asdict(outcome.proof), "holds": outcome.proof.holds},
        "seconds": round(outcome.seconds, 2),
    }


def _kept_json(sample: Sample, one: Handled) -> dict[str, Any]:
    return {
        "name": sample.name,
        "kind": sample.kind,
        "expected": "kept" if sample.kept else "stays",
        "sha256": one.sha256,
        "verdict": one.verdict.kind.value,
        "done": one.settled.done if one.settled else None,
        "item": one.settled.intent if one.settled else None,
        "reasons": [reason.text for reason in one.verdict.reasons],
    }


def _tallies(outcome: Outcome) -> dict[str, Tally]:
    return by_kind(outcome.inbox, {one.sha256: one.verdict.kind for _, one in outcome.handled})


def _kept(outcome: Outcome, *, show: bool) -> Iterator[str]:
    yield ""
    yield f"What was kept, where it is now, and why ({len(outcome.handled)} messages)"
    yield f"  {'message':{_NAME}}{'where':{_WHERE}}  why"
    for sample, one in outcome.handled:
        where = "evidence mailbox" if one.verdict.kind is VerdictKind.QUARANTINE else "inbox, sealed"
        if one.settled and one.settled.note:
            where = one.settled.done
        first, *rest = textwrap.wrap(_why(one), WIDTH - len(_INDENT)) or [""]
        yield f"  {sample.name.removesuffix('.eml'):{_NAME}}{where:{_WHERE}}  {first}"
        yield from (_INDENT + line for line in rest)
        if show:
            yield from _words(sample)
    yield f"  evidence mailbox: {outcome.evidence_mailbox} on the server, out of sight; and sealed on disk."
    yield "  inbox, sealed: in doubt; it stays where it is, and a sealed copy waits for your review."
    if not show:
        yield "  No text is shown here; `seawall demo --show` prints it."


def _why(one: Handled) -> str:
    reasons = [reason.text for reason in one.verdict.reasons]
    more = [f"({len(reasons) - _REASONS} more reasons in the record.)"] if len(reasons) > _REASONS + 1 else []
    return " ".join(reasons[:_REASONS] + more if more else reasons)


def _words(sample: Sample) -> Iterator[str]:
    """Yield the sender's own words, with everything escaped that a terminal would act on."""
    for passage in read(sample.octets).passages:
        if passage.judged:
            for line in passage.text.splitlines():
                safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)
                yield from (f"    | {piece}" for piece in textwrap.wrap(safe, WIDTH - 6))


def _wrong(outcome: Outcome) -> Iterator[str]:
    tallies = _tallies(outcome)
    everything = total(tallies.values())
    yield ""
    yield "Right and wrong, by what each message is there to show (these texts are in no training data)"
    yield f"  {'':{_KIND}}{'abusive':>{3 * _COUNT}}{'ordinary':>{3 * _COUNT}}"
    heads = ("moved", "sealed", "missed", "untouched", "sealed", "moved")
    yield "  " + " " * _KIND + "".join(f"{head:>{_COUNT}}" for head in heads)
    for kind, tally in [*tallies.items(), ("all", everything)]:
        yield f"  {kind:{_KIND}}" + "".join(f"{count or '.':>{_COUNT}}" for count in astuple(tally))
    yield (
        f"  Of {everything.wanted} abusive messages {everything.moved} left the inbox, {everything.sealed} "
        f"were sealed for review, {everything.missed} were missed."
    )
    yield (
        f"  Of {everything.ordinary} ordinary ones {everything.untouched} stayed untouched, "
        f"{everything.doubted} were sealed for review, {everything.wrongly_moved} wrongly left the inbox."
    )


def _proof(outcome: Outcome) -> Iterator[str]:
    proof = outcome.proof
    arrivals = len(outcome.inbox.arrivals)
    held = ", ".join(f"{count} in {name}" for name, count in proof.mailboxes.items())
    found = f"{len(proof.problems) or 'no'} problems"
    marked, still_there = proof.deleted_flag
    yield ""
    yield f"Proof, over a new connection ({held})"
    yield f"  {proof.once} of {proof.of} originals exist exactly once; sha256 before = sha256 after"
    yield f"  {proof.flags} of {proof.of} have the same flags and keywords as before"
    yield f"  {proof.internal_dates} of {proof.of} have the same internal date as before"
    yield f"  {proof.sealed_equal} of {proof.sealed} sealed message.eml have the sha256 of their original"
    yield f"  {still_there} of {marked} bystanders that somebody had marked \\Deleted are still there"
    yield f"  {outcome.arrivals_seen} of {arrivals} messages that came while the agent watched were judged"
    yield f"  evidence verify: {proof.sealed} items, {proof.entries} journal entries, {found}"
    yield from (f"    {problem}" for problem in proof.problems)


def _where(outcome: Outcome) -> Iterator[str]:
    promise = f"at most 1 ordinary message in {round(1 / outcome.promise)} leaves the inbox"
    yield ""
    yield f"Model {outcome.model_id[:19]}..., set to the promise: {promise}. Took {outcome.seconds:.1f} s."
    yield f"The evidence lies in {outcome.evidence}"
    yield f"  check it again     seawall evidence verify {shlex.quote(str(outcome.evidence))}"
    yield "  your own mailbox   docs/operating.md; `seawall scan --dry-run` changes nothing"
