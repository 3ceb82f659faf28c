"""The contract suite's one parameter: the kind of mail store. A new kind joins by a Harness in KINDS."""

from collections.abc import Iterator

import pytest

from servers.harness import Harness
from servers.stores import IMAP_STORES, Stores

KINDS = ("fake", "fake-poor", "maildir", *IMAP_STORES)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, stores: Stores) -> Iterator[Harness]:
    """A fresh, empty mail store of each kind."""
    if request.param.startswith("dovecot"):
        request.getfixturevalue("need_dovecot")
    harness = stores.harness(request.param)
    yield harness
    harness.close()
