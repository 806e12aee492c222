"""What must happen once happens once, whoever comes at the same moment."""

import pytest

from openitc.cases.models import Case
from openitc.cases.tests.builders import a_case
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import LabRequest, Lot, Report, Result
from openitc.certification.operations.link_secrets import secret_of
from openitc.certification.operations.links import open_link
from openitc.certification.operations.reports import publish_report
from openitc.certification.operations.results import enter_result, verify_result
from openitc.certification.tests.builders.laboratory import a_request, a_result, in_test, verified
from openitc.certification.tests.builders.lots import a_lot
from openitc.people.tests.builders import a_user
from openitc.shared import clock
from openitc.shared.tests.races import REFUSED, outcomes_of, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case() -> Case:
    center = a_center()
    return a_case(center, officer=an_officer(center))


def test_of_two_who_verify_at_once_one_does(case: Case) -> None:
    [test] = in_test(a_request(case)).tests.all()
    result = a_result(test)
    people = [a_user("One"), a_user("Two")]

    def verify(turn: int) -> object:
        row = Result.objects.select_related("test__request").get(pk=result.pk)
        return verify_result(result=row, by=people[turn], now=clock.now())

    assert race(lambda: verify(0), lambda: verify(1)) == ["done", REFUSED]


def test_of_two_who_publish_at_once_one_does(case: Case) -> None:
    request = verified(a_request(case))
    people = [a_user("One"), a_user("Two")]

    def publish(turn: int) -> object:
        row = LabRequest.objects.get(pk=request.pk)
        return publish_report(request=row, by=people[turn], now=clock.now())

    assert race(lambda: publish(0), lambda: publish(1)) == ["done", REFUSED]
    assert Report.objects.get().number == 1


def test_of_two_results_entered_at_once_one_waits_for_verification(case: Case) -> None:
    request = in_test(a_request(case))

    def enter() -> object:
        test = LabRequest.objects.get(pk=request.pk).tests.get()
        return enter_result(test=test, value=test.least, name="Ek", by=None, now=clock.now())

    assert race(enter, enter) == ["done", REFUSED]
    assert Result.objects.count() == 1


def test_a_link_that_several_browsers_open_at_once_opens_in_one(case: Case) -> None:
    secret = secret_of(a_request(case))
    outcomes = outcomes_of(*[lambda: open_link(secret=secret, by=None, now=clock.now())] * 4)
    assert sum(outcome != REFUSED for outcome in outcomes) == 1


def test_lots_entered_at_once_have_numbers_of_their_own(case: Case) -> None:
    others = [case, a_case(case.center), a_case(case.center)]
    assert race(*[lambda each=each: a_lot(each, by=each.opened_by) for each in others]) == ["done"] * 3
    assert len(set(Lot.objects.values_list("code", flat=True))) == 3
