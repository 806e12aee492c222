"""What falls due by the day: whoever sells a product is told once when it is ready no more, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from openitc.cases.operations.wholeness import members
from openitc.centers.operations.wording import label_in_both
from openitc.listings.models import Listing, Placement
from openitc.listings.operations.listings import keep
from openitc.listings.queries.listings import whole_listings
from openitc.listings.queries.readiness import Verdict, verdicts_of
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.text import LANGUAGES
from openitc.standards.models import Market

MOST_REASONS = 3  # in a notice; the page holds all of them


@operation
def settle_readiness(*, by: User | None, now: datetime) -> list[Placement]:
    """Look at everything that is placed; tell of what was ready and is no more. `by` is None for the clock."""
    listings = list(whole_listings().filter(placements__withdrawn_at=None, placements__isnull=False).distinct())
    in_each = {language: _by_placement(listings, language, now) for language in LANGUAGES}
    lost = []
    for placement, verdicts in in_each["en"].items():
        ready = [verdict.market for verdict in verdicts if verdict.is_ready]
        gone = [market for market in placement.ready_markets if market not in ready]
        if gone:
            reasons = {language: _reasons(found[placement], gone) for language, found in in_each.items()}
            _tell(placement, verdicts[0].listing, gone, reasons, by=by, now=now)
            lost.append(placement)
        if sorted(ready) != sorted(placement.ready_markets):
            told_at = now if gone else placement.lost_at
            Placement.objects.filter(pk=placement.pk).update(ready_markets=ready, lost_at=told_at)
    return lost


def _by_placement(listings: Sequence[Listing], language: str, now: datetime) -> Mapping[Placement, list[Verdict]]:
    found: dict[Placement, list[Verdict]] = defaultdict(list)
    with translation.override(language):
        for verdict in verdicts_of(listings, on=clock.local_day(now)):
            if verdict.placement:
                found[verdict.placement].append(verdict)
    return found


def _reasons(verdicts: Sequence[Verdict], markets: Sequence[str]) -> str:
    texts = [gap.text for verdict in verdicts if verdict.market in markets for gap in verdict.gaps]
    return " ".join(list(dict.fromkeys(texts))[:MOST_REASONS])


def _tell(
    placement: Placement,
    listing: Listing,
    markets: Sequence[str],
    reasons: dict[str, str],
    *,
    by: User | None,
    now: datetime,
) -> None:
    names = {
        "channel": placement.channel.names,
        "market": label_in_both(Market.label_of(markets[0])),
        "reasons": reasons,
    }
    sentence = gettext_noop("%(product)s is no longer ready for %(channel)s (%(market)s): %(reasons)s")
    keep("lost-readiness", sentence, listing, by=by, now=now, **names)
    if case := listing.case:
        people = [*members(case, now=now), *([case.officer] if case.officer else [])]
        link = reverse("listings:channels", args=[case.number])
        notify(to=people, sentence=sentence, link=link, now=now, product=listing.product.names, **names)
