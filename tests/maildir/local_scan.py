"""A process that scans a Maildir once: `local_scan.py MAILDIR ROOT`, with evidence and history under ROOT."""

import sys
from pathlib import Path

from agent.agent_support import desk
from mail_agent.maildir import MaildirAccount, MboxAccount


def main(path: Path, root: Path) -> None:
    kind = MaildirAccount if path.is_dir() else MboxAccount
    account = kind("home", path, root / "state")
    with desk(root, account) as agent:
        result = agent.scan()
        sys.stdout.write(f"{result.looked} {len(result.handled)}\n")
    account.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
