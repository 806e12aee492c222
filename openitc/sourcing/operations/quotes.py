"""Taking in what makers answer. Another quotation replaces the one before by standing; none is ever changed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import database_now, operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Invitation, Quote, QuotePrice, Rfq
from openitc.sourcing.operations.telling import keep
from openitc.sourcing.queries.askers import people_of_request
from openitc.sourcing.queries.quotes import answers_to
from openitc.sourcing.rules import quotations

LONGEST_LEAD = 730  # days


class QuoteRefused(Refused):
    """The quotation is not taken like that, or not any more."""


@operation
def give_quote(
    *,
    invitation: Invitation,
    prices: Mapping[int, int],
    tooling: int,
    delivery: int,
    lead_days: int,
    payment_terms: str,
    valid_until: date,
    note: str,
    name: str,
    by: User | None,
    now: datetime,
) -> Quote:
    """Take the maker's quotation; money in satang. `by` is None for someone who answers by the link alone.

    Whoever waited here while the deadline passed is late: what counts is when the request is theirs to write to.
    """
    began = database_now()
    rfq = Rfq.objects.select_for_update().get(pk=invitation.rfq_id)
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
    moment = now + (database_now() - began)
    priced = {quantity: price for quantity, price in prices.items() if price}
    gather(
        [
            *_faults_of_time(rfq, invitation, moment),
            *_faults_of_prices(rfq, priced),
            *_faults_of_terms(rfq, lead_days=lead_days, valid_until=valid_until, name=name),
        ],
        kind=QuoteRefused,
    )
    quote = Quote.objects.create(
        invitation=invitation,
        number=invitation.quotes.count() + 1,
        tooling=tooling,
        delivery=delivery,
        lead_days=lead_days,
        payment_terms=payment_terms.strip(),
        valid_until=valid_until,
        note=note.strip(),
        given_name=name.strip(),
        given_by=by,
        given_at=moment,
    )
    QuotePrice.objects.bulk_create(
        QuotePrice(quote=quote, quantity=quantity, unit_price=price) for quantity, price in sorted(priced.items())
    )
    _say_that_somebody_answered(rfq, again=quote.number > 1, now=moment)
    return quote


def _say_that_somebody_answered(rfq: Rfq, *, again: bool, now: datetime) -> None:
    """Neither history nor notices name who answered, not even by whose hand: the answer may be sealed."""
    if again:
        sentence = gettext_noop("A maker replaced its quotation for request %(number)s.")
        keep("replaced-quotation", sentence, rfq, by=None, now=now)
        return
    keep("gave-quotation", gettext_noop("A maker answered request %(number)s."), rfq, by=None, now=now)
    answers = answers_to(rfq)
    notify(
        to=people_of_request(rfq, on=clock.local_day(now)),
        sentence=gettext_noop("%(answered)s of %(invited)s makers have answered request %(number)s."),
        link=reverse("sourcing:comparison", args=[rfq.number]),
        now=now,
        number=rfq.number,
        answered=answers.answered,
        invited=answers.invited,
    )


def _faults_of_time(rfq: Rfq, invitation: Invitation, moment: datetime) -> list[Reason]:
    faults = []
    if rfq.withdrawn_at is not None or invitation.withdrawn_at is not None:
        faults.append(Reason(_("This request was withdrawn: nothing needs to be answered any more."), "withdrawn"))
    elif invitation.declined_at is not None:
        faults.append(Reason(_("You declined this request. Write to the center if that has changed."), "declined"))
    elif invitation.accepted_at is None:
        faults.append(Reason(_("Read and accept the confidentiality terms first."), "terms_not_accepted"))
    elif not invitation.reveals:
        text = _("The enterprise has not agreed yet that you take part. We write to you as soon as it does.")
        faults.append(Reason(text, "not_agreed"))
    if rfq.sent_at is None or quotations.is_late(rfq.deadline, moment):
        faults.append(Reason(_("The time to answer is over. Nothing was sent."), "too_late"))
    elif hasattr(rfq, "award"):
        faults.append(Reason(_("A maker was chosen already: the time to answer is over."), "awarded"))
    return faults


def _faults_of_prices(rfq: Rfq, priced: Mapping[int, int]) -> list[Reason]:
    faults = []
    if not priced:
        text = _("Enter a price for at least one quantity. Leave out those below your smallest order.")
        faults.append(Reason(text, "no_price", f"price_{rfq.quantities[0]}"))
    if any(quantity not in rfq.quantities for quantity in priced):
        faults.append(Reason(_("A quantity was priced that was not asked for."), "not_asked_for"))
    if any(price < 0 for price in priced.values()):
        faults.append(Reason(_("A price is not below zero."), "below_zero"))
    if quotations.has_a_hole(rfq.quantities, priced):
        text = _("Enter a price for %(quantity)s too: you make fewer.")
        faults += [
            Reason(text % {"quantity": f"{quantity:,}"}, "hole", f"price_{quantity}")
            for quantity in quotations.tiers_left_out(rfq.quantities, priced)
            if quantity > min(priced)
        ]
    return faults


def _faults_of_terms(rfq: Rfq, *, lead_days: int, valid_until: date, name: str) -> list[Reason]:
    faults = []
    if not 0 < lead_days <= LONGEST_LEAD:
        text = _("Enter how many days after the order you deliver: from 1 to %(most)s.")
        faults.append(Reason(text % {"most": LONGEST_LEAD}, "lead", "lead_days"))
    if valid_until < clock.local_day(rfq.deadline):
        text = _("Let the quotation be valid at least until the last day to answer: it is read only then.")
        faults.append(Reason(text, "validity", "valid_until"))
    if not name.strip():
        faults.append(Reason(_("Enter the name of who gives this quotation."), "no_name", "name"))
    return faults
