"""Versions of the instrument to test with."""

from datetime import UTC, datetime

from openitc.centers.models import Center
from openitc.diagnosis.models import Version
from openitc.diagnosis.operations.first_version import begin_with_the_first_version
from openitc.diagnosis.operations.versions import draft_version
from openitc.people.models import User
from openitc.people.tests.builders import a_user

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)


def the_version() -> Version:
    """The first version; it is written again where a test with real transactions emptied the tables."""
    return begin_with_the_first_version(now=NOW)


def a_draft(center: Center | None = None, *, by: User | None = None) -> Version:
    """A draft of the next version at the center, or the network's own: a copy of the first version."""
    the_version()
    return draft_version(center=center, note="", by=by or a_user(), now=NOW)
