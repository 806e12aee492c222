"""What buyers ask, and that somebody answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from openitc.listings.models import Enquiry, Listing
from openitc.listings.operations.listings import keep, tell
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused

MOST_AN_HOUR = 30  # of one listing, whoever sends them
LONGEST_TEXT = 2_000


class EnquiryRefused(Refused):
    """The enquiry is not taken now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody without an account asks."""

    name: str
    reply_to: str
    text: str
    company: str = ""
    country: str = ""


@operation
def send_enquiry(  # house: who asks has no account
    *, listing: Listing, asked: Asked, by: User | None, now: datetime
) -> Enquiry:
    """Keep what was asked, and tell the enterprise; neither history nor notice says who asked or what."""
    if not listing.is_public:
        raise EnquiryRefused(Reason(_("This product is not on the site any more."), "withdrawn"))
    lately = listing.enquiries.filter(sent_at__gt=now - timedelta(hours=1)).count()
    if lately >= MOST_AN_HOUR:
        text = _("Very many people are asking about this product just now. Send this again in an hour.")
        raise EnquiryRefused(Reason(text, "too_many"))
    enquiry = Enquiry.objects.create(
        listing=listing,
        name=asked.name.strip(),
        company=asked.company.strip(),
        country=asked.country.strip(),
        reply_to=asked.reply_to.strip(),
        text=asked.text.strip()[:LONGEST_TEXT],
        language=(get_language() or "th")[:2],
        sent_at=now,
    )
    sentence = gettext_noop("A buyer asks about %(product)s.")
    keep("received-enquiry", sentence, listing, by=by, now=now)
    if listing.case:
        tell(listing, sentence, by=by, now=now, link=reverse("listings:enquiries", args=[listing.case.number]))
    return enquiry


@operation
def mark_answered(*, enquiry: Enquiry, by: User, now: datetime) -> Enquiry:
    """Keep that somebody answered, so that nobody answers twice."""
    if enquiry.answered_at is None:
        enquiry.answered_at, enquiry.answered_by = now, by
        enquiry.save(update_fields=["answered_at", "answered_by"])
        keep("answered-enquiry", gettext_noop("A buyer's question about %(product)s was answered."),
             enquiry.listing, by=by, now=now)  # fmt: skip
    return enquiry
