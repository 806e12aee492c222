"""Writes of editions: drafting the next one, handing it in, sending it back, approving it by a second person."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared.clock import local_day
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.standards.models import Edition, Standard
from openitc.standards.operations.writing import fill, write_edition
from openitc.standards.queries.editions import plan_of
from openitc.standards.queries.people import approvers_for
from openitc.standards.rules import editions as rules
from openitc.standards.rules.editions import EditionPlan


class DraftExists(Refused):
    """Somebody writes the next edition of this standard already."""


class DraftGone(Refused):
    """The draft was approved or removed meanwhile."""


class DraftChanged(Refused):
    """Somebody else changed the draft since the person read it."""


class NotReady(Refused):
    """The draft has faults; each is a reason."""


class OwnDraft(Refused):
    """Who wrote an edition does not approve it."""


@operation
def begin_draft(*, standard: Standard, by: User, now: datetime) -> Edition:
    """Begin the next edition as a copy of the standing one; that its source says so must be said anew."""
    plan = replace(_plan_to_go_on_from(standard), confirmed=False)
    draft = write_edition(standard=standard, plan=plan, by=by, now=now)
    _keep("begun", gettext_noop("Edition %(number)s was begun."), draft, by=by, now=now)
    return draft


@operation
def look_up_again(*, standard: Standard, by: User, now: datetime) -> Edition:
    """Say that today the source still says the same: an edition that differs in the day alone, handed in at once.

    Approved editions never change, so even a look-up that found nothing new waits for a second person.
    """
    plan = replace(_plan_to_go_on_from(standard), confirmed=True, checked_on=local_day(now))
    draft = write_edition(standard=standard, plan=plan, by=by, now=now)
    gather(_faults(draft, now=now), kind=NotReady)
    _keep("looked-up", gettext_noop("It was looked up again and says the same."), draft, by=by, now=now)
    _hand_in(draft, by=by, now=now)
    return draft


@operation
def change_draft(*, edition: Edition, plan: EditionPlan, read: str, by: User, now: datetime) -> Edition:
    """Let the draft say something else; `read` is the fingerprint of what the person was shown.

    Who changes it signs for it; whoever was asked to approve it must be asked again.
    """
    draft = _locked(edition)
    if rules.fingerprint(plan_of(draft)) != read:
        text = _("Somebody changed this draft while you wrote. Read what it says now, then change it once more.")
        raise DraftChanged(Reason(text, "changed"))
    if plan == plan_of(draft):
        return draft
    fill(draft, plan=plan, by=by, now=now)
    _keep("changed", gettext_noop("The draft of edition %(number)s was changed."), draft, by=by, now=now)
    return Edition.objects.whole().get(pk=draft.pk)


@operation
def remove_draft(*, edition: Edition, by: User, now: datetime) -> None:
    """Throw a draft away; what was approved stays as it is."""
    draft = _locked(edition)
    _keep("removed", gettext_noop("The draft of edition %(number)s was removed."), draft, by=by, now=now)
    draft.delete()


@operation
def hand_in(*, edition: Edition, by: User, now: datetime) -> None:
    """Ask a second person to approve the draft."""
    draft = _locked(edition)
    gather(_faults(draft, now=now), kind=NotReady)
    if draft.drafted_by is None:  # it came with the program: who hands it in signs for it
        draft.drafted_by = draft.checked_by = by
    _hand_in(draft, by=by, now=now)


@operation
def send_back(*, edition: Edition, reason: str, by: User, now: datetime) -> None:
    """Return the draft to who wrote it, saying what is to be mended."""
    draft = _locked(edition)
    faults = [] if reason.strip() else [Reason(_("Say what is to be mended."), "no_reason", "reason")]
    if draft.handed_in_at is None:
        faults.append(_not_handed_in())
    gather(faults, kind=NotReady)
    draft.handed_in_at, draft.sent_back_reason = None, reason.strip()
    draft.save(update_fields=["handed_in_at", "sent_back_reason"])
    _keep("sent-back", gettext_noop("The draft of edition %(number)s was sent back."), draft, by=by, now=now)
    sentence = gettext_noop("Your draft of “%(name)s” came back: %(reason)s")
    _tell(draft, sentence, reverse("standards:draft", args=[draft.pk]), by=by, now=now, reason=draft.sent_back_reason)


@operation
def approve(*, edition: Edition, read: str, by: User, now: datetime) -> Edition:
    """Let the draft be what the standard asks from now on; `read` is the fingerprint of what the person was shown."""
    draft = _locked(edition)
    if draft.drafted_by_id in {None, by.pk}:
        text = _("You wrote this draft last. Another manager, or an administrator, must read and approve it.")
        raise OwnDraft(Reason(text, "own_draft"))
    faults = [] if draft.handed_in_at else [_not_handed_in()]
    if rules.fingerprint(plan_of(draft)) != read:
        text = _("The draft was changed after you read it. Read what would change once more.")
        faults.append(Reason(text, "read"))
    gather([*faults, *_faults(draft, now=now)], kind=NotReady)
    draft.approved_by, draft.approved_at = by, now
    draft.save(update_fields=["approved_by", "approved_at"])
    _keep("approved", gettext_noop("Edition %(number)s was approved."), draft, by=by, now=now)
    sentence = gettext_noop("Edition %(number)s of “%(name)s” that you wrote was approved.")
    _tell(draft, sentence, reverse("standards:detail", args=[draft.standard.key]), by=by, now=now, number=draft.number)
    return draft


def _exists() -> DraftExists:
    text = _("A draft of the next edition is being written already. Go on with that one.")
    return DraftExists(Reason(text, "exists"))


def _not_handed_in() -> Reason:
    return Reason(_("This draft is not handed in: it is being written again."), "not_handed_in")


def _plan_to_go_on_from(standard: Standard) -> EditionPlan:
    """What the last edition says, while nobody else can begin the next one."""
    Standard.objects.select_for_update(no_key=True).get(pk=standard.pk)
    last = Edition.objects.approved().whole().filter(standard=standard).order_by("-number").first()
    if last is None or standard.editions.filter(approved_at=None).exists():
        raise _exists()
    return plan_of(last)


def _locked(edition: Edition) -> Edition:
    """The draft as it is now, kept to ourselves: first its standard, then itself, as everyone does."""
    Standard.objects.select_for_update(no_key=True).get(pk=edition.standard_id)
    draft = Edition.objects.drafts().whole().filter(pk=edition.pk).first()
    if draft is None:
        text = _("This draft was approved or removed meanwhile. Begin a new one to change anything.")
        raise DraftGone(Reason(text, "gone"))
    return draft


def _hand_in(draft: Edition, *, by: User, now: datetime) -> None:
    draft.handed_in_at, draft.sent_back_reason = now, ""
    draft.save(update_fields=["handed_in_at", "sent_back_reason", "drafted_by", "checked_by"])
    _keep("handed-in", gettext_noop("The draft of edition %(number)s was handed in."), draft, by=by, now=now)
    notify(
        to=approvers_for(draft, on=local_day(now)),
        sentence=gettext_noop("%(person)s asks you to approve edition %(number)s of “%(name)s”."),
        link=reverse("standards:draft", args=[draft.pk]),
        now=now,
        person=str(by),
        number=draft.number,
        name=draft.standard.names,
    )


def _faults(draft: Edition, *, now: datetime) -> list[Reason]:
    """Everything that keeps the draft from standing."""
    today = local_day(now)
    found = []
    if not draft.confirmed:
        text = _("What no source confirms is no rule. Read the source, then tick that it says so.")
        found.append(Reason(text, "unconfirmed", "confirmed"))
    if draft.checked_on > today:
        found.append(Reason(_("The day of the look-up is still to come."), "future", "checked_on"))
    if rules.is_stale(draft.checked_on, today):
        text = _("It was looked up more than a year ago. Look it up again before it stands.")
        found.append(Reason(text, "stale", "checked_on"))
    before = Edition.objects.approved().whole().filter(standard=draft.standard).order_by("-number").first()
    if before is not None and not rules.differences(plan_of(before), plan_of(draft)):
        found.append(Reason(_("Nothing differs from the edition that stands."), "same"))
    return found


def _keep(verb: str, sentence: str, draft: Edition, *, by: User, now: datetime) -> None:
    told = {"number": draft.number} if "%(number)s" in sentence else {}
    record(f"standard-{verb}", sentence, about=draft.standard, by=by, now=now, **told)


def _tell(draft: Edition, sentence: str, link: str, *, by: User, now: datetime, **values: str | int) -> None:
    if draft.drafted_by is not None and draft.drafted_by != by:
        notify(to=[draft.drafted_by], sentence=sentence, link=link, now=now, name=draft.standard.names, **values)
