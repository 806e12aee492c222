"""Writes to whole requests: preparing, changing, giving more time, withdrawing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import lock_open_case
from openitc.people.models import User
from openitc.resources.models import Capability, UnmetNeed
from openitc.resources.operations import keep_unmet_need
from openitc.shared import clock
from openitc.shared.db import Lock, lock, operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import LANGUAGES, fiscal_year, moment
from openitc.sourcing.models import Rfq, Terms
from openitc.sourcing.operations.naming import faults_of_askers_names
from openitc.sourcing.operations.specifications import Upload, write_version
from openitc.sourcing.operations.telling import keep, lock_request, tell_askers, tell_maker
from openitc.sourcing.queries.matching import matching_of
from openitc.sourcing.queries.requests import latest_number, open_invitations
from openitc.sourcing.queries.terms import terms_in_force, terms_on_file
from openitc.sourcing.rules.links import expiry

MOST_TIERS = 6


class RequestRefused(Refused):
    """The request cannot be made or changed like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a request asks for; `specification` is confidential, everything else is read by every invited maker."""

    brief: str
    processes: Sequence[Capability]
    quantities: Sequence[int]
    unit: str
    wanted_on: date
    deadline: datetime
    marks: Sequence[str] = ()
    sealed: bool = True
    max_km: int | None = None
    specification: str = ""
    files: Sequence[Upload] = field(default_factory=tuple)


@operation
def publish_terms(*, by: User | None, now: datetime) -> Terms:  # noqa: ARG001 - a file says it, whoever asks
    """The terms that hold, taken from the file that comes with the program where none are published yet."""
    for row in terms_on_file():
        Terms.objects.get_or_create(number=row["number"], defaults={**row, "published_at": now})
    found = terms_in_force()
    if found is None:
        raise RequestRefused(Reason(_("There are no confidentiality terms."), "no_terms"))
    return found


@operation
def prepare_request(*, case: Case, draft: Draft, by: User, now: datetime) -> Rfq:
    """Write a request down, with the first version of its specification; nobody is asked yet."""
    lock_open_case(case)
    faults = _faults_of(draft, case, now=now)
    if Rfq.objects.filter(case=case, sent_at=None, withdrawn_at=None).exists():
        text = _("A request of this case is being written already. Finish it first, or withdraw it.")
        faults.append(Reason(text, "one_draft"))
    if not draft.specification.strip() and not draft.files:
        text = _("Say what exactly is wanted, or add a file: makers cannot quote on the brief alone.")
        faults.append(Reason(text, "no_specification", "specification"))
    gather(faults, kind=RequestRefused)
    rfq = Rfq(
        case=case,
        number=_next_number(now),
        terms=terms_in_force() or publish_terms(by=by, now=now),
        prepared_by=by,
        prepared_at=now,
        **_facts(draft),
    )
    rfq.save()
    rfq.processes.set(draft.processes)
    write_version(rfq, draft.specification, draft.files, by=by, now=now)
    keep("prepared-request", gettext_noop("Request for quotation %(number)s was written."), rfq, by=by, now=now)
    _keep_what_nobody_makes(rfq, by=by, now=now)
    return rfq


@operation
def change_request(*, rfq: Rfq, draft: Draft, by: User, now: datetime) -> Rfq:
    """Change a request that nobody was sent yet; other words of the specification are its next version."""
    lock_request(rfq)
    let_drafts_only(rfq)
    gather(_faults_of(draft, rfq.case, now=now), kind=RequestRefused)
    counted = _looked_for_in_vain(rfq, now=now)
    for name, value in _facts(draft).items():
        setattr(rfq, name, value)
    rfq.save()
    rfq.processes.set(draft.processes)
    latest = rfq.specifications.first()
    if draft.files or latest is None or (draft.specification.strip() not in ("", latest.text)):
        write_version(rfq, draft.specification or (latest.text if latest else ""), draft.files, by=by, now=now)
    keep("changed-request", gettext_noop("Request %(number)s was changed."), rfq, by=by, now=now)
    _keep_what_nobody_makes(rfq, besides=counted, by=by, now=now)
    return rfq


@operation
def extend_deadline(*, rfq: Rfq, deadline: datetime, by: User, now: datetime) -> Rfq:
    """Give makers more time; never less. Every maker that may still answer is told, and its link lives longer."""
    lock_request(rfq)
    let_open_only(rfq)
    faults = []
    if deadline <= max(rfq.deadline, now):
        text = _("Choose a later moment: makers count on the time they were given.")
        faults.append(Reason(text, "not_later", "deadline"))
    if clock.local_day(deadline) >= rfq.wanted_on:
        faults.append(_too_late_for_the_date())
    gather(faults, kind=RequestRefused)
    rfq.deadline, rfq.reminded_at = deadline, None
    rfq.save(update_fields=["deadline", "reminded_at"])
    rfq.invitations.filter(withdrawn_at=None).update(expires_at=expiry(deadline))
    sentence = gettext_noop("Request %(number)s: there is more time to answer, until %(deadline)s.")
    words = _moment(deadline)
    keep("extended-request", sentence, rfq, by=by, now=now, deadline=words)
    tell_askers(rfq, sentence, by=by, now=now, deadline=words)
    for invitation in open_invitations(rfq):
        tell_maker(invitation, sentence, now=now, deadline=words)
    return rfq


@operation
def withdraw_request(*, rfq: Rfq, reason: str, by: User, now: datetime) -> Rfq:
    """Take the request back. Every maker still in it is told why, kindly; their links open nothing any more."""
    lock_request(rfq)
    if rfq.withdrawn_at is not None:
        raise RequestRefused(Reason(_("This request was withdrawn already."), "withdrawn"))
    _let_unawarded_only(rfq)
    faults = []
    if rfq.sent_at is not None and not reason.strip():
        text = _("Say why: the makers you asked read it, and will answer you the next time.")
        faults.append(Reason(text, "no_reason", "reason"))
    faults += faults_of_askers_names(reason, rfq.case, field="reason")
    gather(faults, kind=RequestRefused)
    told = open_invitations(rfq) if rfq.sent_at else []
    rfq.withdrawn_at, rfq.withdrawn_reason = now, reason.strip()
    rfq.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    keep("withdrew-request", gettext_noop("Request %(number)s was withdrawn."), rfq, by=by, now=now)
    if rfq.sent_at:
        sentence = gettext_noop("Request %(number)s was withdrawn: %(reason)s Thank you for your time.")
        for invitation in told:
            invitation.rfq = rfq
            tell_maker(invitation, sentence, now=now, reason=rfq.withdrawn_reason)
        tell_askers(rfq, gettext_noop("Request %(number)s was withdrawn."), by=by, now=now)
    return rfq


def let_drafts_only(rfq: Rfq) -> None:
    """Refuse where the request went out or was withdrawn."""
    if rfq.sent_at is not None or rfq.withdrawn_at is not None:
        text = _("Makers have read this request, so it stays as it is. Give them more time, or a new version.")
        raise RequestRefused(Reason(text, "sent"))


def let_open_only(rfq: Rfq) -> None:
    """Refuse where the request is not out, was withdrawn or is decided."""
    if rfq.sent_at is None:
        raise RequestRefused(Reason(_("This request was not sent yet."), "not_sent"))
    if rfq.withdrawn_at is not None:
        raise RequestRefused(Reason(_("This request was withdrawn."), "withdrawn"))
    _let_unawarded_only(rfq)


def _let_unawarded_only(rfq: Rfq) -> None:
    if hasattr(rfq, "award"):
        raise RequestRefused(Reason(_("A maker was chosen for this request: it is decided."), "awarded"))


def _facts(draft: Draft) -> dict[str, object]:
    names = ("unit", "wanted_on", "deadline", "sealed", "max_km")
    facts: dict[str, object] = {name: getattr(draft, name) for name in names}
    return facts | {
        "brief": draft.brief.strip(),
        "marks": sorted(set(draft.marks)),
        "quantities": list(draft.quantities),
    }


def _faults_of(draft: Draft, case: Case, *, now: datetime) -> list[Reason]:
    faults = faults_of_askers_names(draft.brief, case, field="brief")
    if not draft.brief.strip():
        faults.append(Reason(_("Say in two or three sentences what is to be made."), "no_brief", "brief"))
    if not draft.processes:
        faults.append(Reason(_("Choose what the maker has to be able to do."), "no_process", "processes"))
    quantities = list(draft.quantities)
    if not 1 <= len(quantities) <= MOST_TIERS or quantities != sorted({q for q in quantities if q > 0}):
        text = _("Give one to six quantities, each larger than the one before.")
        faults.append(Reason(text, "quantities", "quantities"))
    if draft.deadline <= now:
        faults.append(Reason(_("Choose a deadline that is still to come."), "deadline", "deadline"))
    elif clock.local_day(draft.deadline) >= draft.wanted_on:
        faults.append(_too_late_for_the_date())
    return faults


def _too_late_for_the_date() -> Reason:
    text = _(
        "Makers must have answered before the first lot is wanted. Choose a later day for the lot, or an earlier one."
    )
    return Reason(text, "deadline_after_wanted", "deadline")


def _looked_for_in_vain(rfq: Rfq, *, now: datetime) -> list[Capability]:
    """What no maker fits for: the processes that nobody has or, where each has somebody, all that are asked for."""
    found = matching_of(rfq, now=now)
    return [] if found.matches else found.missing_processes or list(rfq.processes.all())


def _keep_what_nobody_makes(rfq: Rfq, *, besides: Collection[Capability] = (), by: User, now: datetime) -> None:
    """Count what was looked for in vain, in the enterprise's province, besides what the request was counted for."""
    province = rfq.case.enterprise.province
    for capability in _looked_for_in_vain(rfq, now=now):
        if capability in besides:
            continue
        keep_unmet_need(kind=UnmetNeed.Kind.MAKER, capability=capability, province=province, by=by, now=now)


def _next_number(now: datetime) -> str:
    """`Q2570-00007`: like cases, by fiscal year; one counter under the lock of that year's numbers."""
    year = fiscal_year(clock.local_day(now))
    lock(Lock.NUMBERS, [year])
    latest = latest_number(year)
    return f"Q{year}-{int(latest.rpartition('-')[2]) + 1 if latest else 1:05d}"


def _moment(value: datetime) -> dict[str, str]:
    return {language: moment(value, language=language) for language in LANGUAGES}
