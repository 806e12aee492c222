"""What the enterprise agrees to show, part by part; nobody agrees for it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.queries import members_of
from openitc.listings.models import Agreement, Listing
from openitc.listings.operations.listings import keep, lock_listing, refresh_words
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused


class NotTheirs(Refused):
    """Who is no member of the enterprise cannot agree in its name."""


@operation
def agree(*, listing: Listing, part: str, by: User, now: datetime) -> Agreement:
    """Show one part of what is known; said twice, the first word stands."""
    _let_members_only(listing, by=by, now=now)
    lock_listing(listing)
    standing, is_new = Agreement.objects.get_or_create(
        listing=listing, part=Agreement.Part(part), withdrawn_at=None, defaults={"agreed_by": by, "agreed_at": now}
    )
    if is_new:
        refresh_words(listing)
        sentence = gettext_noop("For the page of %(product)s, it was agreed to show: %(part)s.")
        keep("agreed-to-show", sentence, listing, by=by, now=now, part=_named(part))
    return standing


@operation
def take_back(*, listing: Listing, part: str, by: User, now: datetime) -> None:
    """Show that part no longer, from now on."""
    _let_members_only(listing, by=by, now=now)
    lock_listing(listing)
    standing = Agreement.objects.filter(listing=listing, part=Agreement.Part(part), withdrawn_at=None)
    if standing.update(withdrawn_at=now):
        refresh_words(listing)
        sentence = gettext_noop("For the page of %(product)s, it was taken back to show: %(part)s.")
        keep("took-back-agreement", sentence, listing, by=by, now=now, part=_named(part))


def _let_members_only(listing: Listing, *, by: User, now: datetime) -> None:
    enterprise = listing.product.enterprise_id
    if not members_of(enterprise, on=clock.local_day(now)).filter(pk=by.pk).exists():
        text = _("Only a member of the enterprise agrees to what is shown of it. Ask them to sign in and decide.")
        raise NotTheirs(Reason(text, "not_theirs"))


def _named(part: str) -> dict[str, str]:
    return in_both(lambda: Agreement.Part.label_of(part))
