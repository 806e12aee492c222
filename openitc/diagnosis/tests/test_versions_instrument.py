"""The instrument that comes with the program."""

import pytest

from openitc.diagnosis.models import Version
from openitc.diagnosis.queries.versions import instrument_of, instrument_on_file, whole
from openitc.diagnosis.rules.changes import changes_between
from openitc.diagnosis.tests.builders.versions import a_draft, the_version


@pytest.mark.django_db
def test_the_first_version_is_there_from_the_first_day() -> None:
    version = whole(Version.objects.filter(number=1)).get()
    assert version == the_version()
    assert changes_between(instrument_on_file(), instrument_of(version)) == []
    assert version.published_at
    assert version.drafted_by is None


@pytest.mark.django_db
def test_a_draft_is_a_copy() -> None:
    draft = whole(Version.objects.filter(pk=a_draft().pk)).get()
    assert changes_between(instrument_on_file(), instrument_of(draft)) == []
