"""Fixtures shared by the whole suite: the mail servers, started once, with a fresh user for each test."""

import os
from collections.abc import Iterator

import pytest

from servers import dovecot as dovecot_server
from servers.harness import Harness
from servers.stores import Stores


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    """Every kind of mail store, each started when first asked for."""
    stores = Stores()
    yield stores
    stores.close()


@pytest.fixture(scope="session")
def need_dovecot() -> None:
    """Skip without Dovecot, with the reason; fail where the whole suite must run (CI is set)."""
    reason = dovecot_server.missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture
def dovecot(stores: Stores, need_dovecot: None) -> Iterator[Harness]:
    """A fresh user of a real Dovecot."""
    harness = stores.harness("dovecot")
    yield harness
    harness.close()


@pytest.fixture
def pymap(stores: Stores) -> Iterator[Harness]:
    """A fresh user of pymap."""
    harness = stores.harness("pymap")
    yield harness
    harness.close()
