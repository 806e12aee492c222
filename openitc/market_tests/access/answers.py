"""Who may answer: everyone who has the code. Tablets by their secret."""

from django.http import Http404

from openitc.market_tests.models import Answer, MarketTest, Tablet
from openitc.shared.ids import digest


def test_to_answer(code: str) -> MarketTest:
    """The test behind a QR; typed by hand, its letters may be small."""
    tests = MarketTest.objects.select_related("case__product__enterprise")
    test = tests.filter(code=code.upper()).first()
    if test is None:
        raise Http404
    return test


def tablet_behind(code: str, secret: str) -> Tablet:
    """The tablet that was given this address; one that was taken back has none any more."""
    tablets = Tablet.objects.select_related("test__case__product__enterprise")
    tablet = tablets.filter(secret_hash=digest(secret), test__code=code.upper(), revoked_at=None).first()
    if tablet is None:
        raise Http404
    return tablet


def tablet_of(test: MarketTest, *, tablet_id: int) -> Tablet:
    """A tablet of that test and of no other."""
    if tablet := test.tablets.filter(pk=tablet_id).first():
        tablet.test = test
        return tablet
    raise Http404


def answers_of(test: MarketTest, *, keys: list[int]) -> list[Answer]:
    """Answers to that test and to no other."""
    found = list(test.answers.filter(pk__in=keys))
    for answer in found:
        answer.test = test
    return found
