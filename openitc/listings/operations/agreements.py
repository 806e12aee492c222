"""What the enterprise agrees to show, part by part; nobody agrees for it."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.queries import members_of
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations.listings import keep, lock_listing, refresh_words, withdraw
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused


class NotTheirs(Refused):
    """Who is no member of the enterprise cannot agree in its name."""


@operation
def agree(*, listing: Listing, parts: Collection[str], by: User, now: datetime) -> None:
    """Show these parts of what is known; said twice, the first word stands."""
    _let_members_only(listing, by=by, now=now)
    lock_listing(listing)
    known = set(listing.agreements.filter(withdrawn_at=None).values_list("part", flat=True))
    added = [Agreement.Part(part) for part in parts if part not in known]
    Agreement.objects.bulk_create(Agreement(listing=listing, part=part, agreed_by=by, agreed_at=now) for part in added)
    for part in added:
        sentence = gettext_noop("For the page of %(product)s, it was agreed to show: %(part)s.")
        keep("agreed-to-show", sentence, listing, by=by, now=now, part=_named(part))
    if added:
        refresh_words(listing)


@operation
def take_back(*, listing: Listing, part: str, by: User, now: datetime) -> None:
    """Show that part no longer, from now on; when nothing is agreed to any more, the page leaves the site."""
    _let_members_only(listing, by=by, now=now)
    lock_listing(listing)
    standing = Agreement.objects.filter(listing=listing, part=Agreement.Part(part), withdrawn_at=None)
    if standing.update(withdrawn_at=now):
        refresh_words(listing)
        sentence = gettext_noop("For the page of %(product)s, it was taken back to show: %(part)s.")
        keep("took-back-agreement", sentence, listing, by=by, now=now, part=_named(part))
        if not listing.agreements.filter(withdrawn_at=None).exists():
            withdraw(listing=listing, by=by, now=now)


def _let_members_only(listing: Listing, *, by: User, now: datetime) -> None:
    enterprise = listing.product.enterprise_id
    if not members_of(enterprise, on=clock.local_day(now)).filter(pk=by.pk).exists():
        text = _("Only a member of the enterprise agrees to what is shown of it. Ask them to sign in and decide.")
        raise NotTheirs(Reason(text, "not_theirs"))


def _named(part: str) -> dict[str, str]:
    return in_both(lambda: Agreement.Part.label_of(part))
