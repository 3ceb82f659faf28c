"""`seawall evaluate`: measure a model on texts that it was not trained on."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mail_agent.cli.train import NEEDED, as_judged
from mail_agent.errors import Exit, ModelError, UsageError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "evaluate",
        help="measure a model",
        description="Measures a model: by label, by source, by what a message does, and the false alarms on real "
        "ordinary mail with their 95 % interval. Without the public sets, what was measured when the "
        "model was made is shown.",
    )
    command.add_argument(
        "--model", type=Path, metavar="DIR", help="folder of the model (default: the shipped one)"
    )
    command.add_argument("--datasets", type=Path, metavar="DIR", help="folder of the public sets")
    command.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers there")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the table; write the numbers if asked."""
    from classifier import shipped
    from classifier.artifact import read_artifact
    from classifier.report import table

    try:
        artifact = read_artifact(args.model or shipped())
        metrics = artifact.json("metrics.json")
    except ValueError as error:
        raise ModelError(f"the model cannot be used: {error}.") from error
    if args.datasets is not None:
        metrics = _measured(args.model, args.datasets)
    if args.json:
        try:
            args.json.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {args.json}: {error.strerror}.", "Name another file.") from error
    sys.stdout.write(table(metrics))
    return int(Exit.OK)


def _measured(model: Path | None, datasets: Path) -> dict[str, Any]:
    from tqdm import tqdm

    try:
        from classifier import load
        from classifier.evaluate import evaluate
        from classifier.recipes.parts import parts
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is needed to measure.", NEEDED) from error
    with tqdm(unit=" steps", disable=not sys.stderr.isatty()) as bar:

        def progress(step: str) -> None:
            bar.set_description(step)
            bar.update()

        try:
            found = as_judged(parts(datasets, progress), datasets)
            return evaluate(load(model), found)
        except (ValueError, FileNotFoundError) as error:
            raise UsageError(f"the model cannot be measured: {error}.") from error
