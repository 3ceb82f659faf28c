"""Maps mailbox names as a person writes them to those of the server: delimiter and namespace prefix (pure)."""

INBOX = "INBOX"


def on_server(name: str, prefix: str, delimiter: str) -> str:
    """Return `name`, its levels parted by "/", as the server would have it (RFC 9051 section 5.1.2, RFC 2342).

    A name that already begins with the prefix is the server's own. A server without levels gets "-" between them.
    """
    if name.upper() == INBOX:
        return INBOX
    levels = [level for level in name.split("/") if level]
    mapped = (delimiter or "-").join(levels)
    return mapped if not prefix or mapped.startswith(prefix) else prefix + mapped
