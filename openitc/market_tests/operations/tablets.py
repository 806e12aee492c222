"""Make tablets ready to answer on without a signal, and take them back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.market_tests.models import MarketTest, Tablet
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.ids import digest, secret
from openitc.shared.refusals import Reason, Refused

MOST_TABLETS = 20


class TooManyTablets(Refused):
    """The test has as many tablets as an address can be kept an eye on."""


@operation
def make_ready(*, test: MarketTest, name: str, by: User, now: datetime) -> tuple[Tablet, str]:
    """A tablet for the test, and the secret of its address, which is told once: the table keeps its digest."""
    if test.tablets.filter(revoked_at=None).count() >= MOST_TABLETS:
        raise TooManyTablets(Reason(_("This test has 20 tablets. Take one back first."), field="name"))
    drawn = secret()
    tablet = Tablet.objects.create(test=test, name=name, secret_hash=digest(drawn), made_by=by, made_at=now)
    said = gettext_noop("Made the tablet %(tablet)s ready for %(number)s")
    record("tablet_ready", said, about=[test, test.case], by=by, now=now, tablet=name, number=test.number)
    return tablet, drawn


@operation
def take_back(*, tablet: Tablet, by: User, now: datetime) -> None:
    """Let the tablet's address take nothing from now on; what came over it stays counted."""
    test = tablet.test
    if Tablet.objects.filter(pk=tablet.pk, revoked_at=None).update(revoked_at=now):
        said = gettext_noop("Took the tablet %(tablet)s back from %(number)s")
        record(
            "tablet_taken_back", said, about=[test, test.case], by=by, now=now, tablet=tablet.name, number=test.number
        )
