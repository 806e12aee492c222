"""How people come to be known."""

import pytest

from openitc.people import operations
from openitc.people.tests.builders import LONG_AGO, PASSWORD, a_user

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_with_the_password_they_have() -> None:
    assert a_user().check_password(PASSWORD)


def test_one_address_is_one_person_however_it_is_typed() -> None:
    a_user(email="orn@example.com")
    with pytest.raises(operations.EmailTaken) as refusal:
        operations.add_user(email=" Orn@Example.com ", now=LONG_AGO)
    assert [reason.code for reason in refusal.value.reasons] == ["email_taken"]


def test_who_is_invited_is_known_once_and_has_no_password_yet() -> None:
    first = operations.invite(email="ton@example.com", name="Ton", by=None, now=LONG_AGO)
    assert operations.invite(email="TON@example.com", by=None, now=LONG_AGO) == first
    assert not first.has_usable_password()


def test_who_is_invited_reads_the_language_of_who_invited_them() -> None:
    assert operations.invite(email="ton@example.com", by=a_user(language="en"), now=LONG_AGO).language == "en"
    assert operations.invite(email="orn@example.com", by=None, now=LONG_AGO).language == "th"


def test_a_person_writes_their_own_profile() -> None:
    user = operations.change_profile(by=a_user(), name="Orn", phone="053 000 000", language="th")
    user.refresh_from_db()
    assert (user.name, user.phone, user.language) == ("Orn", "053 000 000", "th")
