"""Throughput, memory and start-up time of the shipped model and mail path, as one table (`make bench`).

Whole processes are timed, as a person would run them. Figures are medians; `net` leaves out the start of the processes,
measured in the same run with one text or one mail. Of explaining, within one process, `net` is the median, `whole` the
99th percentile over passages; of the transformer alone, median and slowest run. What the agent needs of memory is
measured with mails in other languages among the rest, so that every stage is used.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEAWALL = [sys.executable, "-c", "import sys; from mail_agent.cli import main; sys.exit(main())"]
TARGETS = {
    "score, texts/s": 5000,
    "judge, mails/s": 300,
    "agent peak, MB": 350,
    "seawall --help, s": 0.3,
    "explain, ms": 100,
    "explain, asking, ms": 100,
    "explain, model, ms": 100,
    "encoder, texts/s": 400,
    "torch fp32, texts/s": 0,
    "model on mails, /s": 3000,
    "artifact, MB": 40,
}
FOREIGN = (
    "Hallo Anna, treffen wir uns morgen um zehn am Bahnhof? Ich bringe die Karten mit, und Peter kommt auch.",
    "Salut, on se voit demain devant la gare ? J'apporte les billets, et ma soeur vient avec nous.",
    "Mujhe kal tumse milna hai yaar, bahut baat karni hai, tum kab aa rahe ho ghar?",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u0432\u0441\u0442\u0440\u0435\u0442\u0438\u043c\u0441\u044f \u0437\u0430\u0432\u0442\u0440\u0430 \u0443 \u0432\u043e\u043a\u0437\u0430\u043b\u0430.",
)


def timed(arguments: Sequence[str], runs: int = 3) -> float:
    """Return the median wall-clock seconds of a whole process."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([*SEAWALL, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def short_texts(datasets: Path, count: int) -> list[str]:
    """Return short texts: real text messages where the data sets are, else our own."""
    import pandas as pd

    file = datasets / "nus_sms.csv.xz"
    if file.exists():
        texts = pd.read_csv(file, keep_default_na=False)["text"].astype(str).tolist()
    else:
        lines = (line for path in sorted((ROOT / "data/authored").glob("*.jsonl")) for line in path.open())
        texts = [text for line in lines if len(text := json.loads(line)["text"]) < 160]
    return [texts[i % len(texts)] for i in range(count)]


def mail_folder(datasets: Path, to: Path) -> int:
    """Put real ordinary mails into `to` as a Maildir's cur and return how many; our own where there are none."""
    for name in ("cur", "new", "tmp"):
        (to / name).mkdir(parents=True)
    tar = datasets / "spamassassin_easy_ham.tar.xz"
    sources: list[bytes] = []
    if tar.exists():
        with tarfile.open(tar) as archive:
            sources = [archive.extractfile(member).read() for member in archive if member.isfile()]
    else:
        sources = [path.read_bytes() for path in sorted((ROOT / "mail_agent/demo/inbox").glob("*.eml"))] * 20
    for number, octets in enumerate(sources):
        (to / "cur" / f"{number}.bench:2,S").write_bytes(octets)
    return len(sources)


def own_texts(maildir: Path) -> list[str]:
    """Return the words of each mail's sender, as the model is given them."""
    from mail_agent.judge import own_words, read

    return [own_words(read(path.read_bytes())) for path in sorted((maildir / "cur").iterdir())]


def add_foreign(maildir: Path) -> None:
    """Put mails in other languages among the others."""
    for number, text in enumerate(FOREIGN):
        octets = f"From: k{number}@example.net\nSubject: {text[:20]}\n\n{text}\n".encode()
        (maildir / "cur" / f"foreign{number}.bench:2,S").write_bytes(octets)


def scanned(maildir: Path, work: Path) -> tuple[float, Counter[str]]:
    """Return the peak resident megabytes of a scan, with history, over the whole Maildir, and the verdicts."""
    config = work / "config.toml"
    config.write_text(
        f'evidence = "{work}/evidence"\nstate = "{work}/state"\n'
        f'[[account]]\nname = "bench"\nkind = "maildir"\npath = "{maildir}"\n'
    )
    said = work / "scan.jsonl"
    with said.open("w") as out:
        child = subprocess.Popen([*SEAWALL, "scan", "--config", str(config), "--json"], cwd=ROOT, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"seawall scan ended with status {status}")
    verdicts = Counter(json.loads(line).get("verdict", "") for line in said.read_text().splitlines())
    return usage.ru_maxrss / 1024 * (1 if sys.platform == "linux" else 1 / 1024), verdicts


def judged(maildir: Path) -> Counter[str]:
    """Return how many of the Maildir's mails get which verdict by themselves."""
    done = subprocess.run(
        [*SEAWALL, "judge", str(maildir)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return Counter(json.loads(line)["verdict"] for line in done.stdout.splitlines())


def explaining(texts: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the milliseconds in which one passage is explained, median and 99th percentile; abuse by the whole model."""
    from classifier import load, shipped
    from classifier.explain import explain
    from classifier.labels import Label
    from explain.explain_support import Asked, abusive

    words, judge = load(shipped().parent / "linear"), load()
    found = {}
    abuse = list(abusive())[: len(texts)]
    ways = {
        "explain, ms": (words, texts),
        "explain, asking, ms": (Asked(words), texts),
        "explain, model, ms": (judge, abuse),
    }
    for name, (scorer, passages) in ways.items():
        scorer.score(passages)
        took = []
        for text in passages:
            start = time.perf_counter()
            explain(scorer, text, Label.ABUSE)
            took.append(1000 * (time.perf_counter() - start))
        found[name] = (statistics.median(took), statistics.quantiles(took, n=100)[-1])
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--datasets", type=Path, default=ROOT.parent / "shared/datasets")
    options.add_argument("--texts", type=int, default=60_000)
    args = options.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from benchmarks import stages

    work = Path(tempfile.mkdtemp(prefix="seawall-bench-"))
    try:
        lines = [
            json.dumps({"id": i, "text": text})
            for i, text in enumerate(short_texts(args.datasets, args.texts))
        ]
        (work / "many.jsonl").write_text("\n".join(lines))
        (work / "two.jsonl").write_text("\n".join(lines[:1024]))
        mails = mail_folder(args.datasets, work / "mail")
        (work / "one").mkdir()
        shutil.copy(next((work / "mail/cur").iterdir()), work / "one")
        start, whole = timed(["score", str(work / "two.jsonl")]), timed(["score", str(work / "many.jsonl")])
        judge_start, judge = timed(["judge", str(work / "one")]), timed(["judge", str(work / "mail")])
        alone = judged(work / "mail")
        speed, shares = stages.cascade_speed(own_texts(work / "mail"))
        add_foreign(work / "mail")
        peak, together = scanned(work / "mail", work)
        rows = {
            "score, texts/s": (len(lines) / (whole - start), len(lines) / whole),
            "judge, mails/s": (mails / (judge - judge_start), mails / judge),
            "agent peak, MB": (peak,) * 2,
            "seawall --help, s": (timed(["--help"], 9),) * 2,
            **explaining([text[:1000] for text in short_texts(args.datasets, 300)]),
            "encoder, texts/s": stages.encoder_speed(),
            "torch fp32, texts/s": stages.torch_speed(),
            "model on mails, /s": speed,
            "artifact, MB": (stages.megabytes(),) * 2,
        }
        print(f"{len(lines)} short texts, {mails} mails, {len(os.sched_getaffinity(0))} processors")
        print(f"{'':20}{'net':>10}{'whole':>10}{'to reach':>10}")
        for name, row in rows.items():
            figures = (
                f" not measured: {row}" if isinstance(row, str) else "".join(f"{one:10.2f}" for one in row)
            )
            print(f"{name:20}{figures}" + ("" if isinstance(row, str) else f"{TARGETS[name] or '-':>10}"))
        print(f"\nmails' own words: {shares}; the transformer's texts have {stages.TOKENS} tokens")
        print(f"\nordinary mails, of {mails}{'':6}moved{'in review':>12}")
        for name, verdicts in (("each by itself", alone), ("with what came before", together)):
            print(f"  {name:24}{verdicts['quarantine']:8}{verdicts['review']:12}")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
