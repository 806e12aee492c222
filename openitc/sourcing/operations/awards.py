"""Choosing a maker, keeping what the contract says, and ending what came to nothing."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Milestone
from openitc.cases.operations import reach, withdraw_milestone
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Award, Invitation, Quote, Rfq
from openitc.sourcing.operations.telling import keep, lock_request, tell_askers, tell_maker
from openitc.sourcing.queries.awards import award_of_case
from openitc.sourcing.queries.quotes import is_closed_to_readers, offer_of, quotes_to_read
from openitc.sourcing.rules import links
from openitc.sourcing.rules.quotations import cheaper_than

CHOSEN_ALREADY = "sourcing_award_rfq_id_key"  # as Django names the one-to-one


class AwardRefused(Refused):
    """A maker cannot be chosen like that, or what was agreed cannot be kept like that."""


@operation
def award(*, rfq: Rfq, invitation: Invitation, quantity: int, reason: str, by: User, now: datetime) -> Award:
    """Choose the maker for so many; one a request. The others are told kindly, without a name and without a price."""
    lock_request(rfq)
    quotes = {quote.invitation_id: quote for quote in quotes_to_read(rfq, now=now)}
    chosen = quotes.get(invitation.pk)
    gather(
        [
            *_faults_of_request(rfq, now=now),
            *_faults_of_choice(rfq, chosen, list(quotes.values()), quantity=quantity, reason=reason, now=now),
        ],
        kind=AwardRefused,
    )
    assert chosen is not None  # noqa: S101 - refused above where it is none
    taken = AwardRefused(Reason(_("A maker was chosen already."), "awarded"))
    with refusing(taken, on=CHOSEN_ALREADY):
        made = Award.objects.create(
            rfq=rfq, quote=chosen, quantity=quantity, reason=reason.strip(), awarded_by=by, awarded_at=now
        )
    maker = chosen.invitation.maker.names
    sentence = gettext_noop("%(maker)s was chosen for %(quantity)s, request %(number)s.")
    keep("awarded", sentence, rfq, by=by, now=now, maker=maker, quantity=f"{quantity:,}")
    keep_access(made, now=now)
    _reach(made, by=by, now=now)
    tell_askers(rfq, sentence, by=by, now=now, maker=maker, quantity=f"{quantity:,}")
    _tell_makers(rfq, chosen.invitation, quantity=quantity, now=now)
    return made


@operation
def keep_contract(
    *,
    award: Award,
    number: str,
    signed_on: date | None,
    due_on: date | None,
    total: int | None,
    by: User,
    now: datetime,
) -> Award:
    """Keep what the contract says, as far as it is known; money in satang."""
    lock_award(award)
    if signed_on and due_on and due_on < signed_on:
        text = _("The first delivery is due after the contract is signed. Check both days.")
        raise AwardRefused(Reason(text, "due_before_signed", "due_on"))
    award.contract_number, award.signed_on, award.due_on, award.contract_total = (
        number.strip(),
        signed_on,
        due_on,
        total,
    )
    award.save(update_fields=["contract_number", "signed_on", "due_on", "contract_total"])
    sentence = gettext_noop("What the contract of request %(number)s says was kept.")
    keep("kept-contract", sentence, award.rfq, by=by, now=now)
    keep_access(award, now=now)
    told = gettext_noop("Request %(number)s: what the contract says was entered. Please check it.")
    tell_maker(award.quote.invitation, told, now=now)
    return award


@operation
def end_award(*, award: Award, reason: str, by: User, now: datetime) -> Award:
    """Say that nothing comes of it, and why: the case has a maker no more, and a new request may follow."""
    lock_award(award)
    if not reason.strip():
        raise AwardRefused(Reason(_("Say why it ends: the enterprise and the maker read it."), "no_reason", "reason"))
    award.ended_at, award.ended_reason = now, reason.strip()
    award.save(update_fields=["ended_at", "ended_reason"])
    keep_access(award, now=now)
    rfq, invitation = award.rfq, award.quote.invitation
    maker, why = invitation.maker.names, award.ended_reason
    sentence = gettext_noop("%(maker)s makes no more for request %(number)s: %(reason)s")
    keep("ended-award", sentence, rfq, by=by, now=now, maker=maker, reason=why)
    other = award_of_case(rfq.case)
    if other is None:
        kind = Milestone.Kind.MAKER_CHOSEN
        withdraw_milestone(case=rfq.case, kind=kind, reason=in_both(lambda: why), by=by, now=now)
    else:
        _reach(other, by=by, now=now)
    tell_askers(rfq, sentence, by=by, now=now, maker=maker, reason=why)
    told = gettext_noop("Request %(number)s: the order was called off. %(reason)s")
    tell_maker(invitation, told, now=now, reason=why)
    return award


def lock_award(award: Award) -> None:
    """Keep the award, its request and its open case to ourselves, and read them again; refused once it has ended."""
    lock_request(award.rfq)
    award.refresh_from_db(fields=["ended_at", "ended_reason"])
    if award.ended_at is not None:
        raise AwardRefused(Reason(_("This order was called off: nothing more is kept of it."), "ended"))


def keep_access(award: Award, *, now: datetime) -> None:
    """Let the chosen maker, and nobody else, read its order as long as it lasts and a grace longer."""
    if award.ended_at is not None:
        until = links.expiry(award.ended_at)
    else:
        dates = award.deliveries.values_list("due_on", "delivered_on")
        known = [award.rfq.wanted_on, award.due_on, *(day for pair in dates for day in pair)]
        today = clock.local_day(now)
        until = clock.at(links.last_day_of_order([today, *(day for day in known if day is not None)]))
    Invitation.objects.filter(pk=award.quote.invitation_id).update(expires_at=until)


def _reach(award: Award, *, by: User, now: datetime) -> None:
    """The fact that lets the case leave the search for a maker."""
    link = reverse("sourcing:award", args=[award.rfq.number])
    names = award.quote.invitation.maker.names
    reach(case=award.rfq.case, kind=Milestone.Kind.MAKER_CHOSEN, detail=names, link=link, by=by, now=now)


def _tell_makers(rfq: Rfq, chosen: Invitation, *, quantity: int, now: datetime) -> None:
    won = gettext_noop("Request %(number)s: you were chosen, for %(quantity)s. The enterprise writes to you next.")
    tell_maker(chosen, won, now=now, quantity=f"{quantity:,}")
    lost = gettext_noop(
        "Request %(number)s is decided: this time the choice fell on another maker. "
        "Thank you for your work; we will gladly ask you again."
    )
    living = rfq.invitations.filter(withdrawn_at=None, refused_at=None, declined_at=None).exclude(pk=chosen.pk)
    for invitation in living.select_related("rfq", "maker"):
        tell_maker(invitation, lost, now=now)


def _faults_of_request(rfq: Rfq, *, now: datetime) -> list[Reason]:
    faults = []
    if rfq.withdrawn_at is not None:
        faults.append(Reason(_("This request was withdrawn. Send a new one."), "withdrawn"))
    if is_closed_to_readers(rfq, now=now):
        text = _("The answers are sealed until the deadline: nobody can be chosen before.")
        faults.append(Reason(text, "sealed"))
    if Award.objects.filter(rfq=rfq).exists():
        text = _("A maker was chosen already. If nothing comes of it, call the order off and send a new request.")
        faults.append(Reason(text, "awarded"))
    return faults


def _faults_of_choice(
    rfq: Rfq, chosen: Quote | None, quotes: list[Quote], *, quantity: int, reason: str, now: datetime
) -> list[Reason]:
    if chosen is None:
        if is_closed_to_readers(rfq, now=now):
            return []
        return [Reason(_("This maker has no quotation that stands. Choose another."), "no_quote", "invitation")]
    offer = offer_of(chosen)
    if quantity < offer.least:
        text = _("%(maker)s offers from %(least)s on. Order more, or choose another maker.")
        text = text % {"maker": chosen.invitation.maker.name, "least": f"{offer.least:,}"}
        return [Reason(text, "below_minimum", "quantity")]
    cheaper = cheaper_than(offer, [offer_of(quote) for quote in quotes], quantity)
    if cheaper and not reason.strip():
        text = _("At that quantity another maker costs less. Say why this one all the same.")
        return [Reason(text, "no_reason", "reason")]
    return []
