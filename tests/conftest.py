"""The site with the sample network, for tests that look at it in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.journeys.story", "tests.journeys.telling", "tests.served")

from tests.served import Site, loaded_sample, served_copy  # noqa: E402 - after pytest knows that it asserts


@pytest.fixture(scope="session")
def sample() -> str:
    """A database with the sample network, loaded at most once."""
    return loaded_sample()


@pytest.fixture(scope="module")
def served(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the sample network, as it was loaded, for one file of tests."""
    folder: Path = tmp_path_factory.mktemp("site")
    with served_copy(sample, folder) as site:
        yield site


@pytest.fixture(scope="module")
def site(served: Site) -> str:
    """Its address."""
    return served.address
