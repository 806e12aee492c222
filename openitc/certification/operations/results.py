"""Results: entered by one person, verified by another, sent back with a reason, tried again; none is ever changed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.certification.models import LabRequest, LabTest, Result
from openitc.certification.operations.requests import let_open_only
from openitc.certification.operations.telling import keep, lock_request, tell_askers, tell_laboratory
from openitc.certification.rules.laboratory import is_limited, passes, same_person
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather

MOST = Decimal(10) ** 10  # of a value: what the table holds


class ResultRefused(Refused):
    """A result cannot be entered or verified like that."""


@operation
def enter_result(
    *,
    test: LabTest,
    value: Decimal | None = None,
    text: str = "",
    passed: bool | None = None,
    on_day: int | None = None,
    note: str = "",
    name: str,
    by: User | None,
    now: datetime,
) -> Result:
    """Keep what was found. Where the test has limits the value decides; else the one who tested says whether it passed.

    After a result that was sent back or verified this is another attempt; a retest says why.
    """
    request = test.request
    lock_request(request)
    let_open_only(request)
    latest = test.results.order_by("-attempt").first()
    limited = is_limited(test.least, test.most)
    faults = _faults_of_time(request, latest, note)
    faults += _faults_of_finding(value, text, passed=passed, limited=limited)
    if not name.strip():
        faults.append(Reason(_("Enter your name: it stands beside the result."), "no_name", "name"))
    gather(faults, kind=ResultRefused)
    decided = passes(value, test.least, test.most) if limited and value is not None else bool(passed)
    result = Result.objects.create(
        test=test,
        attempt=latest.attempt + 1 if latest else 1,
        value=value,
        text=text.strip(),
        passed=decided,
        on_day=on_day,
        note=note.strip(),
        entered_name=name.strip(),
        entered_by=by,
        entered_at=now,
    )
    sentence = gettext_noop("A result of request %(number)s was entered: %(test)s. A second person verifies it.")
    keep("entered-result", sentence, request, by=by, now=now, also=[result], test=test.names)
    waits = gettext_noop("A result of request %(number)s waits to be verified: %(test)s.")
    tell = tell_askers if request.answers_by_link else tell_laboratory
    tell(request, waits, by=by, now=now, test=test.names)
    return result


@operation
def verify_result(*, result: Result, by: User, now: datetime) -> Result:
    """Vouch for a result that somebody else entered; from then on nothing of it changes."""
    request = result.test.request
    _lock_result(result, request)
    let_open_only(request)
    faults = _faults_of_waiting(result)
    if result.entered_by_id == by.pk or (result.entered_by_id is None and same_person(result.entered_name, str(by))):
        text = _("You entered this result yourself. A second person verifies it.")
        faults.append(Reason(text, "same_person"))
    gather(faults, kind=ResultRefused)
    result.verified_by, result.verified_at = by, now
    result.save(update_fields=["verified_by", "verified_at"])
    names = result.test.names
    sentence = gettext_noop("A result of request %(number)s was verified: %(test)s.")
    keep("verified-result", sentence, request, by=by, now=now, also=[result], test=names)
    return result


@operation
def send_back(*, result: Result, reason: str, by: User, now: datetime) -> Result:
    """Not vouch for a result, and say why; whoever tests enters another, and this one stays to be read."""
    request = result.test.request
    _lock_result(result, request)
    let_open_only(request)
    faults = _faults_of_waiting(result)
    if not reason.strip():
        faults.append(Reason(_("Say what to look at again."), "no_reason", "reason"))
    gather(faults, kind=ResultRefused)
    result.sent_back_at, result.sent_back_reason = now, reason.strip()
    result.save(update_fields=["sent_back_at", "sent_back_reason"])
    words: dict[str, Any] = {"test": result.test.names, "reason": result.sent_back_reason}
    sentence = gettext_noop("A result of request %(number)s was sent back: %(test)s. %(reason)s")
    keep("sent-result-back", sentence, request, by=by, now=now, also=[result], **words)
    tell_laboratory(request, sentence, by=by, now=now, **words)
    return result


def _lock_result(result: Result, request: LabRequest) -> None:
    lock_request(request)
    result.refresh_from_db(from_queryset=Result.objects.select_for_update())
    result.test.request = request


def _faults_of_waiting(result: Result) -> list[Reason]:
    if result.verified_at is not None:
        return [Reason(_("This result is verified already. Nothing of it changes any more."), "verified")]
    if result.sent_back_at is not None:
        return [Reason(_("This result was sent back already: another one is to come."), "sent_back")]
    return []


def _faults_of_time(request: LabRequest, latest: Result | None, note: str) -> list[Reason]:
    if request.began_at is None:
        text = _("Take the samples into test first: the chain of custody has to be whole.")
        return [Reason(text, "not_begun")]
    if latest is None or latest.sent_back_at is not None:
        return []
    if latest.verified_at is None:
        text = _("A result of this test waits to be verified. It is verified or sent back first.")
        return [Reason(text, "waiting")]
    if not note.strip():
        return [Reason(_("This is a retest: say why it was done again."), "no_reason", "note")]
    return []


def _faults_of_finding(value: Decimal | None, text: str, *, passed: bool | None, limited: bool) -> list[Reason]:
    if limited and value is None:
        return [Reason(_("Enter the value: the limits of the test decide whether it passed."), "no_value", "value")]
    faults = []
    if value is not None and abs(value) >= MOST:
        faults.append(Reason(_("This value is too large to be kept. Check its unit."), "too_large", "value"))
    if value is None and not text.strip():
        faults.append(Reason(_("Write what was found, in a few words."), "no_text", "text"))
    if not limited and passed is None:
        faults.append(Reason(_("Say whether the lot passed this test."), "no_verdict", "passed"))
    return faults
