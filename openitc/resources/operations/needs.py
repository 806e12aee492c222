"""Keeping what the network was asked for and did not have."""

from datetime import datetime

from django.db.models import F

from openitc.centers.models import Province
from openitc.people.models import User
from openitc.resources.models import Capability, UnmetNeed
from openitc.shared import clock
from openitc.shared.db import operation

LONGEST_WORDS = 100
MOST_WORDS_A_DAY = 500  # anyone may search: beyond this the words are noise, or meant to fill the table


@operation
def keep_unmet_need(
    *,
    kind: str,
    capability: Capability | None = None,
    words: str = "",
    province: Province | None = None,
    by: User | None,  # noqa: ARG001 - every write is told who asks; of a need that is nobody's business
    now: datetime,
) -> None:
    """Count that somebody looked for it in vain today; never who. Without a capability and without words: nothing."""
    words = " ".join(words.split()).casefold()[:LONGEST_WORDS] if capability is None else ""
    if capability is None and not words:
        return
    day = clock.local_day(now)
    if words and UnmetNeed.objects.filter(on=day, capability=None).count() >= MOST_WORDS_A_DAY:
        return
    need, is_new = UnmetNeed.objects.get_or_create(
        kind=kind, capability=capability, words=words, province=province, on=day
    )
    if not is_new:
        UnmetNeed.objects.filter(pk=need.pk).update(asked=F("asked") + 1)
