"""A real Dovecot on a loopback port, from a generated configuration in a directory of its own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "correct-horse"
POOR = "IMAP4rev1 LITERAL+ NAMESPACE CHILDREN"
"""What is left when MOVE, UIDPLUS, IDLE, UNSELECT and the rest are not offered."""

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
ssl = {ssl}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_chars =
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_home = {root}/home/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 0
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
mail_max_userip_connections = 200
mailbox_list_index = no
{capability}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {port_tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{extra}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server: any user name signs in with PASSWORD, and gets an empty inbox of its own."""

    port: int
    port_tls: int
    root: Path
    separator: str
    prefix: str

    def maildir(self, user: str) -> Path:
        return self.root / "home" / user / "Maildir"


def missing() -> str:
    """Return why Dovecot cannot run here, or an empty string."""
    if shutil.which("dovecot") is None:
        return "Debian's dovecot-imapd is not installed"
    return ""


@contextmanager
def running(
    *, capability: str = "", separator: str = "/", prefix: str = "", quota: str = "", tls: bool = False
) -> Iterator[Dovecot]:
    """Run a Dovecot until the block ends."""
    root = Path(tempfile.mkdtemp(prefix="seawall-dovecot-"))
    root.chmod(0o755)
    port, port_tls = _free_port(), _free_port() if tls else 0
    try:
        config = root / "dovecot.conf"
        config.write_text(_config(root, port, port_tls, capability, separator, prefix, quota))
        server = subprocess.Popen(["dovecot", "-F", "-c", str(config)], stderr=subprocess.PIPE, text=True)
        try:
            _await_port(port, server, root)
            yield Dovecot(port, port_tls, root, separator, prefix)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=20)
            server.stderr.close()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _config(
    root: Path, port: int, port_tls: int, capability: str, separator: str, prefix: str, quota: str
) -> str:
    as_root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid())
    mail = pwd.getpwnam("mail") if as_root else me
    (root / "home").mkdir()
    os.chown(root / "home", mail.pw_uid, mail.pw_gid)
    extra = ""
    if quota:
        extra += "mail_plugins = quota\nplugin {\n  quota = maildir:User\n  quota_rule = *:" + quota + "\n}\n"
    if port_tls:
        extra += f"ssl_cert = <{root}/cert.pem\nssl_key = <{root}/key.pem\n"
        _certificate(root)
    return _CONFIG.format(
        root=root,
        port=port,
        password=PASSWORD,
        uid=mail.pw_uid,
        gid=mail.pw_gid,
        login_user="dovenull" if as_root else me.pw_name,
        internal_user="dovecot" if as_root else me.pw_name,
        internal_group="dovecot" if as_root else str(me.pw_gid),
        capability=f"imap_capability = {capability}" if capability else "",
        separator=separator,
        prefix=prefix,
        extra=extra,
        port_tls=port_tls,
        ssl="yes" if port_tls else "no",
    )


def _certificate(root: Path) -> None:
    subprocess.run(
        (
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
            f" -addext subjectAltName=DNS:localhost -keyout {root}/key.pem -out {root}/cert.pem"
        ).split(),
        check=True,
        capture_output=True,
    )


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _await_port(port: int, server: subprocess.Popen[str], root: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            log = root / "dovecot.log"
            raise RuntimeError(
                f"Dovecot ended: {server.stderr.read()} {log.read_text() if log.exists() else ''}"
            )
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("Dovecot did not listen within ten seconds")
