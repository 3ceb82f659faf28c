"""`seawall scan` over several accounts: one that fails is told, and keeps no other from being looked at."""

import subprocess
from pathlib import Path

from agent.agent_support import mail
from agent.home import ROOT, SEAWALL


def test_an_account_that_cannot_be_reached_does_not_leave_the_next_one_unprotected(tmp_path: Path) -> None:
    inbox = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp"):
        (inbox / name).mkdir(parents=True)
    octets = mail("A letter.", 1, sender="k@abuser.example")
    (inbox / "new" / "1700000000.M1P1.host.example").write_bytes(octets)
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text("secret")
    config = tmp_path / "config.toml"
    config.write_text(
        f'evidence = "{tmp_path}/evidence"\nstate = "{tmp_path}/state"\nconcern = ["@abuser.example"]\n'
        '[[account]]\nname = "work"\nhost = "127.0.0.1"\nport = 1\ntls = "none"\nuser = "robin"\n'
        f'password_file = "{password}"\n[[account]]\nname = "local"\nkind = "maildir"\npath = "{inbox}"\n'
    )
    done = subprocess.run(
        [*SEAWALL, "scan", "--config", str(config)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert "work" in done.stderr
    assert "1 quarantined" in done.stdout
    kept = [path for path in (inbox / ".Seawall.Evidence").glob("*/*") if path.parent.name in {"new", "cur"}]
    assert [path.read_bytes() for path in kept] == [octets]
