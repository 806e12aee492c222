"""Inviting makers: links that one browser opens, terms accepted, the enterprise's word, declining."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.ids import digest, may_be_renewed
from openitc.shared.ids import secret as new_secret
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.access.invitations import living_invitations
from openitc.sourcing.models import Invitation, Maker, Rfq
from openitc.sourcing.operations.naming import faults_of_askers_names
from openitc.sourcing.operations.telling import TAKEN_BACK, keep, lock_request, send_letter, tell_askers, tell_maker
from openitc.sourcing.queries.matching import Fit, matching_of
from openitc.sourcing.queries.quotes import is_closed_to_readers
from openitc.sourcing.rules import links

ASKED = gettext_noop("You are asked for a quotation: request %(number)s.")
FRESH = gettext_noop("Here is a fresh link for request %(number)s. Earlier ones open nothing any more.")


class InvitationRefused(Refused):
    """Makers cannot be invited like that, or an invitation cannot be answered like that."""


class LinkOpensNothing(Refused):
    """A guessed, used, expired or forwarded link, or one whose request is over: nobody is told which."""


@operation
def invite(
    *, rfq: Rfq, makers: Collection[Maker], override: str | None = None, by: User, now: datetime
) -> list[Invitation]:
    """Ask the makers; the first time, that sends the request. Only makers that fit can be asked, each once.

    Those that only their record stops are asked where staff says in `override` why; to others, None, they do not fit.
    """
    lock_request(rfq)
    found = matching_of(rfq, now=now)
    resting = {} if override is None else {fit.maker.pk: fit for fit in found.resting}
    fits = {fit.maker.pk: fit for fit in found.matches} | resting
    faults = _faults_of_inviting(rfq, makers, fits, now=now)
    in_spite = [maker for maker in makers if maker.pk in resting]
    if in_spite and override is not None and not override.strip():
        text = _("Say why %(maker)s is asked in spite of its record: your colleagues read it.")
        faults.append(Reason(text % {"maker": in_spite[0].name}, "no_override", "override"))
    gather(faults, kind=InvitationRefused)
    if rfq.sent_at is None:
        rfq.sent_at = now
        rfq.save(update_fields=["sent_at"])
    invitations = [_invitation(rfq, fits[maker.pk], by=by, now=now) for maker in makers]
    for invitation in invitations:
        names = invitation.maker.names
        sentence = gettext_noop("%(maker)s was invited to answer request %(number)s.")
        keep("invited-maker", sentence, rfq, by=by, now=now, also=[invitation.maker], maker=names)
        tell_maker(invitation, ASKED, now=now)
    for maker in in_spite:
        sentence = gettext_noop("%(maker)s was asked for request %(number)s in spite of its record: %(reason)s")
        keep("overrode-record", sentence, rfq, by=by, now=now, maker=maker.names, reason=(override or "").strip())
    told = gettext_noop("Request %(number)s went to %(count)s makers.")
    tell_askers(rfq, told, by=by, now=now, count=len(invitations))
    return invitations


@operation
def open_link(*, secret: str, by: User | None, now: datetime) -> tuple[Invitation, str]:
    """Burn the link, once: whoever comes first is given the key of its browser; everybody after is refused."""
    key = new_secret()
    row = living_invitations(now=now).filter(secret_hash=digest(secret), browser_hash="").first()
    taken = row and Invitation.objects.filter(pk=row.pk, secret_hash=row.secret_hash, browser_hash="").update(
        browser_hash=digest(key), opened_at=row.opened_at or now
    )
    if not row or not taken:
        raise LinkOpensNothing(Reason(_("This link opens nothing here."), "opens_nothing"))
    record("opened-invitation", gettext_noop("The link was opened."), about=row, by=by, now=now)
    return row, key


@operation
def renew_link(*, invitation: Invitation, by: User | None, now: datetime) -> bool:
    """Send a fresh link to the invited address and let no browser in by an earlier one; at most one in 15 minutes.

    Whoever holds a link that opens nothing may ask for it, and is never told whether anything was sent.
    """
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update().select_related("rfq", "maker"))
    pause = by is None and not may_be_renewed(invitation.renewed_at, now=now)
    if pause or not living_invitations(now=now).filter(pk=invitation.pk).exists():
        return False
    _draw(invitation)
    invitation.browser_hash, invitation.renewed_at = "", now
    invitation.save(update_fields=["salt", "secret_hash", "browser_hash", "renewed_at"])
    send_letter(invitation, FRESH, {"number": invitation.rfq.number})
    record("renewed-link", gettext_noop("A fresh link was sent."), about=invitation, by=by, now=now)
    return True


@operation
def see_invitation(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Keep that a member of the maker has opened it by their account."""
    if Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=now):
        record("opened-invitation", gettext_noop("The invitation was opened."), about=invitation, by=by, now=now)


@operation
def accept_terms(*, invitation: Invitation, name: str, agrees: bool, by: User | None, now: datetime) -> Invitation:
    """Keep that the maker accepted the terms, who said so, and the version of their text; the enterprise is asked."""
    lock_invitation(invitation)
    let_answering_only(invitation, now=now)
    faults = []
    if not name.strip():
        faults.append(Reason(_("Enter your name: it is kept with your word."), "no_name", "name"))
    if not agrees:
        faults.append(Reason(_("Tick that you accept the terms, or decline the request."), "not_agreed", "agrees"))
    gather(faults, kind=InvitationRefused)
    if invitation.accepted_at is not None:
        return invitation
    invitation.terms, invitation.accepted_at = invitation.rfq.terms, now
    invitation.accepted_name, invitation.accepted_by = name.strip(), by
    invitation.save(update_fields=["terms", "accepted_at", "accepted_name", "accepted_by"])
    maker = invitation.maker.names
    sentence = gettext_noop("%(maker)s accepted the confidentiality terms of request %(number)s.")
    keep("accepted-terms", sentence, invitation.rfq, by=by, now=now, also=[invitation], maker=maker)
    asked = gettext_noop("%(maker)s accepted the terms of request %(number)s. May it know you and read what you want?")
    tell_askers(invitation.rfq, asked, by=by, now=now, maker=maker)
    return invitation


@operation
def give_word(
    *, invitation: Invitation, agrees: bool, note: str = "", staff: bool = False, by: User, now: datetime
) -> Invitation:
    """The enterprise's word whether this maker may know it. Staff records it, and says how they had it."""
    lock_request(invitation.rfq)
    _lock_row(invitation)
    faults = []
    if invitation.accepted_at is None or invitation.declined_at is not None:
        text = _("This maker has not accepted the confidentiality terms, so there is nothing to agree to yet.")
        faults.append(Reason(text, "terms_not_accepted"))
    if invitation.agreed_at is not None or invitation.refused_at is not None:
        faults.append(Reason(_("The word was given already."), "given"))
    if staff and not note.strip():
        text = _("Say how you had the enterprise's word: by telephone, in person, and from whom.")
        faults.append(Reason(text, "no_note", "note"))
    gather(faults, kind=InvitationRefused)
    if agrees:
        invitation.agreed_at, invitation.agreed_by = now, by
        sentence = gettext_noop("%(maker)s may read the specification of request %(number)s.")
        told = gettext_noop("Request %(number)s: the enterprise agreed. You can read everything and quote now.")
    else:
        invitation.refused_at = now
        sentence = gettext_noop("%(maker)s was kindly told no for request %(number)s.")
        told = gettext_noop("Request %(number)s: the enterprise chose to go on with other makers. Thank you.")
    invitation.word_note = note.strip()
    invitation.save(update_fields=["agreed_at", "agreed_by", "refused_at", "word_note"])
    keep("gave-word", sentence, invitation.rfq, by=by, now=now, also=[invitation], maker=invitation.maker.names)
    tell_maker(invitation, told, now=now)
    return invitation


@operation
def take_back(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """Ask this maker no more, before it has answered: it is told kindly, and its link opens nothing.

    While answers are sealed nobody may learn who gave one: then only those that cannot have answered yet.
    """
    lock_request(invitation.rfq)
    _lock_row(invitation)
    gather(_faults_of_taking_back(invitation, now=now), kind=InvitationRefused)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("The invitation of %(maker)s to request %(number)s was taken back.")
    maker = invitation.maker.names
    keep("took-back-invitation", sentence, invitation.rfq, by=by, now=now, also=[invitation], maker=maker)
    tell_maker(invitation, TAKEN_BACK, now=now)
    tell_askers(invitation.rfq, sentence, by=by, now=now, maker=maker)
    return invitation


@operation
def decline(*, invitation: Invitation, reason: str, by: User | None, now: datetime) -> Invitation:
    """The maker says that it will not quote, and why; nothing more is asked of it."""
    lock_invitation(invitation)
    let_answering_only(invitation, now=now)
    if not reason.strip():
        text = _("Say why, in a few words: it helps to ask you for the right things.")
        raise InvitationRefused(Reason(text, "no_reason", "reason"))
    invitation.declined_at, invitation.decline_reason = now, reason.strip()
    invitation.save(update_fields=["declined_at", "decline_reason"])
    names = {"maker": invitation.maker.names}
    sentence = gettext_noop("%(maker)s will not quote for request %(number)s.")
    keep("declined-request", sentence, invitation.rfq, by=by, now=now, also=[invitation], **names)
    tell_askers(invitation.rfq, sentence, by=by, now=now, **names)
    return invitation


def lock_invitation(invitation: Invitation) -> None:
    """Keep the invitation and its request to ourselves until the transaction ends, and read both again."""
    rfq = Rfq.objects.select_for_update(of=("self",)).select_related("case__enterprise", "terms")
    invitation.rfq = rfq.get(pk=invitation.rfq_id)
    _lock_row(invitation)


def let_answering_only(invitation: Invitation, *, now: datetime) -> None:
    """Refuse where the maker has nothing to answer any more."""
    rfq = invitation.rfq
    if invitation.withdrawn_at is not None or rfq.withdrawn_at is not None or rfq.sent_at is None:
        raise InvitationRefused(Reason(_("This request was withdrawn: nothing needs to be answered."), "withdrawn"))
    if invitation.declined_at is not None:
        raise InvitationRefused(Reason(_("You declined this request already. Thank you for telling us."), "declined"))
    if invitation.refused_at is not None:
        raise InvitationRefused(Reason(_("The enterprise went on with other makers. Thank you."), "refused"))
    if now >= rfq.deadline or hasattr(rfq, "award"):
        raise InvitationRefused(Reason(_("The time to answer is over."), "too_late"))


def _lock_row(invitation: Invitation) -> None:
    rfq = invitation.rfq
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update())
    invitation.rfq = rfq


def _draw(invitation: Invitation) -> None:
    """Another salt, and so another secret; only what is kept of it stands in the table."""
    invitation.salt = new_secret()
    invitation.secret_hash = digest(links.secret_of(invitation.salt, key=settings.SECRET_KEY))


def _invitation(rfq: Rfq, fit: Fit, *, by: User, now: datetime) -> Invitation:
    invitation = Invitation(
        rfq=rfq,
        maker=fit.maker,
        email=fit.maker.contact_email,
        expires_at=links.expiry(rfq.deadline),
        invited_by=by,
        invited_at=now,
        reason=[{"code": reason.code, **reason.values} for reason in fit.match.reasons],
    )
    _draw(invitation)
    invitation.save()
    return invitation


def _faults_of_taking_back(invitation: Invitation, *, now: datetime) -> list[Reason]:
    rfq = invitation.rfq
    if invitation.withdrawn_at is not None or invitation.declined_at is not None or invitation.refused_at is not None:
        return [Reason(_("This maker is not asked any more; nothing is left to do."), "over")]
    if rfq.withdrawn_at is not None or hasattr(rfq, "award") or now >= rfq.deadline:
        return [Reason(_("The time to answer is over, so nothing can be taken back."), "over")]
    if is_closed_to_readers(rfq, now=now) and invitation.agreed_at is not None:
        text = _("This maker reads everything and may have answered, sealed. Wait for the deadline.")
        return [Reason(text, "sealed")]
    if not is_closed_to_readers(rfq, now=now) and invitation.quotes.exists():
        return [Reason(_("This maker has given a quotation already: it stays."), "quoted")]
    return []


def _faults_of_inviting(rfq: Rfq, makers: Collection[Maker], fits: dict[int, Fit], *, now: datetime) -> list[Reason]:
    faults = faults_of_askers_names(rfq.brief, rfq.case, field="brief")
    if rfq.withdrawn_at is not None or hasattr(rfq, "award"):
        faults.append(Reason(_("This request is over: nobody can be asked any more."), "over"))
    if rfq.deadline <= now:
        faults.append(Reason(_("The deadline has passed. Give more time first."), "deadline"))
    if not makers:
        faults.append(Reason(_("Tick at least one maker."), "nobody", "makers"))
    asked = set(rfq.invitations.values_list("maker_id", flat=True))
    for maker in makers:
        if maker.pk in asked:
            faults.append(Reason(_("%(maker)s is asked already.") % {"maker": maker.name}, "asked", "makers"))
        elif maker.pk not in fits:
            text = _("%(maker)s does not fit this request any more. Look at the list again.") % {"maker": maker.name}
            faults.append(Reason(text, "does_not_fit", "makers"))
    return faults
