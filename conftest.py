"""What every test is given, and what the end of a run says."""

import os
import shutil
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import translation

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_configure(config: pytest.Config) -> None:
    """Name our marks; spend no time on slow password hashes; let a busy machine take its time over an example."""
    import hypothesis
    from django.conf import settings

    hypothesis.settings.register_profile("unhurried", deadline=None)
    hypothesis.settings.load_profile("unhurried")
    config.addinivalue_line("markers", "browser: a journey in a real browser; skipped where there is none")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Know browser journeys by their fixtures; without a browser skip them, except where nobody would notice."""
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="no Chromium here: sh requirements/debian.sh chromium"))


@pytest.fixture(autouse=True)
def _speaks_no_language_yet() -> Iterator[None]:
    """The language of one test's pages does not stay on for the next."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium in place of one that Playwright would fetch."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests there were."""
    counted = {kind: len(terminalreporter.stats.get(kind, [])) for kind in ("passed", "failed", "error", "skipped")}
    terminalreporter.write_line("Tests: " + ", ".join(f"{number} {kind}" for kind, number in counted.items()))
