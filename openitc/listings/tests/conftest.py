"""Tests read English, whatever language came before."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(client: Client) -> Iterator[None]:
    """What operations say and what pages show."""
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield
