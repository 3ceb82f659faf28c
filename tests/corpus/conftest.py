import pytest
from corpus_support import small_copy

from classifier.recipes.authored import Message


@pytest.fixture(scope="session")
def copy() -> list[Message]:
    return small_copy()
