"""How far the score falls without the words that are named: `python tests/explain/measure_explain.py [MODEL FOLDER]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from explain_support import Asked, abusive, faithfulness

from classifier import load, shipped
from classifier.labels import Label

OTHERS = ("es", "fr", "de", "it", "pt", "pl", "nl", "ar", "ru", "tr", "zh", "hi")

if __name__ == "__main__":
    model = load(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped().parent / "linear")
    for name, languages, label in (
        ("English", ("en",), Label.ABUSE), ("English", ("en",), Label.THREAT), ("twelve others", OTHERS, Label.ABUSE),
    ):  # fmt: skip
        for way, one in (("its own", model), ("asked again", Asked(model))):
            found = faithfulness(one, list(abusive(languages)), label)
            print(  # noqa: T201
                f"| {found.messages}, {name} | `{label}` | {way} "
                f"| -{found.named:.2f} | -{found.others:.2f} | {found.greater:.1%} |"
            )
