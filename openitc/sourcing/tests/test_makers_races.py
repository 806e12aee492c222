"""Two officers, or two people of a maker, at one moment: one is heard, the other is told."""

from datetime import date
from functools import partial

import pytest

from openitc.centers.tests.builders import a_center, an_officer
from openitc.shared import clock
from openitc.shared.tests.races import outcomes_of
from openitc.sourcing.models import Maker
from openitc.sourcing.operations.certificates import verify_certificate
from openitc.sourcing.operations.makers import Profile, change_maker, verify_maker
from openitc.sourcing.operations.stops import stop_inviting
from openitc.sourcing.queries.sightings import seen_of_maker, seen_of_profile
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker

pytestmark = pytest.mark.django_db(transaction=True)
NOW = clock.at(date(2027, 1, 25), 9)
ROUNDS = 6


def test_of_two_officers_who_verify_at_once_one_does_and_the_other_is_told() -> None:
    one, two = an_officer(a_center()), an_officer(a_center())
    for _round in range(ROUNDS):
        maker = a_maker(verified=False, marks=())
        certificate = a_certificate(maker, verified=False)
        seen = seen_of_maker(maker)
        outcomes = outcomes_of(*(partial(verify_maker, maker=maker, seen=seen, by=by, now=NOW) for by in (one, two)))
        assert outcomes.count("refused") == 1
        assert sum(isinstance(outcome, Maker) for outcome in outcomes) == 1
        outcomes = outcomes_of(
            *(partial(verify_certificate, certificate=certificate, by=by, now=NOW) for by in (one, two))
        )
        assert outcomes.count("refused") == 1


def test_of_two_who_save_one_profile_the_later_one_is_asked_to_look_first() -> None:
    for _round in range(ROUNDS):
        maker = a_maker()
        seen = seen_of_profile(maker)
        profiles = [Profile(name_th=maker.name_th, contact_email=f"{who}@example.com") for who in ("one", "two")]
        outcomes = outcomes_of(
            *(
                partial(change_maker, maker=maker, profile=profile, seen=seen, by=maker.added_by, now=NOW)
                for profile in profiles
            )
        )
        assert outcomes.count("refused") == 1
        assert sum(isinstance(outcome, Maker) for outcome in outcomes) == 1


def test_a_maker_is_stopped_once() -> None:
    officers = [an_officer(a_center()) for _ in range(3)]
    maker = a_maker()
    outcomes = outcomes_of(*(partial(stop_inviting, maker=maker, reason="Late.", by=by, now=NOW) for by in officers))
    assert outcomes.count("refused") == 2
    assert maker.stops.count() == 1


def test_what_changes_while_an_officer_verifies_is_not_verified_unseen() -> None:
    officer = an_officer(a_center())
    for _round in range(ROUNDS):
        maker = a_maker(verified=False)
        other = Profile(name_th="อีกชื่อ", contact_email="x@example.com")
        outcomes_of(
            partial(verify_maker, maker=maker, seen=seen_of_maker(maker), by=officer, now=NOW),
            partial(change_maker, maker=maker, profile=other, by=maker.added_by, now=NOW),
        )
        maker.refresh_from_db()
        assert maker.verified_at is None
