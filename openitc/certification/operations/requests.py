"""Asking a laboratory for tests of a lot, and asking no more."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.cases.operations.wholeness import lock_open_case
from openitc.certification.models import LabRequest, LabTest, Lot, Sample
from openitc.certification.operations.link_secrets import draw
from openitc.certification.operations.telling import keep, lock_request, tell_askers, tell_laboratory
from openitc.certification.queries.places import capabilities_at, laboratory_bookings, places_left
from openitc.certification.queries.requests import latest_request
from openitc.certification.queries.words import BOTH
from openitc.certification.rules.laboratory import LINK_KEPT, MOST_SAMPLES
from openitc.certification.rules.lots import next_number
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import Lock, lock, operation
from openitc.shared.ids import public_code
from openitc.shared.models import in_both
from openitc.shared.refusals import Reason, Refused, gather
from openitc.shared.text import fiscal_year
from openitc.standards.models import Method

LONGEST_WHAT = 200  # letters of what a label says


class RequestRefused(Refused):
    """Tests cannot be asked for like that."""


@operation
def ask_for_tests(
    *,
    case: Case,
    lot: Lot | None,
    methods: Sequence[Method],
    booking: Booking | None = None,
    laboratory: str = "",
    email: str = "",
    reserve: int = 0,
    note: str = "",
    by: User,
    now: datetime,
) -> LabRequest:
    """Ask the laboratory of the booking, or one without an account, for the tests; each test gets a labelled sample."""
    lock_open_case(case)
    methods = list({method.key: method for method in methods}.values())
    faults = _faults_of_lot(case, lot, now=now) + _faults_of_tests(methods, reserve)
    faults += _faults_of_booking(case, booking, methods, now=now) if booking else _faults_of_address(laboratory, email)
    gather(faults, kind=RequestRefused)
    request = LabRequest(
        case=case,
        number=_next_number(now),
        lot=lot,
        booking=booking,
        center=booking.center if booking else None,
        note=note.strip(),
        asked_by=by,
        asked_at=now,
    )
    if booking is None:
        request.laboratory, request.email = laboratory.strip(), email.strip()
        request.expires_at = now + LINK_KEPT
        draw(request)
    request.save()
    tests = LabTest.objects.bulk_create(_test(request, turn, method) for turn, method in enumerate(methods, start=1))
    words = [_words(test, method) for test, method in zip(tests, methods, strict=True)]
    words += [_said_in_both(in_both(lambda: _("In reserve")))] * reserve
    Sample.objects.bulk_create(
        Sample(request=request, number=turn, code=public_code(), what=what[:LONGEST_WHAT])
        for turn, what in enumerate(words, start=1)
    )
    values: dict[str, str | dict[str, str]] = {"laboratory": request.laboratory_names, "lot": request.lot.code}
    sentence = gettext_noop("%(laboratory)s was asked to test lot %(lot)s: request %(number)s.")
    keep("asked-for-tests", sentence, request, by=by, now=now, also=[request.lot], **values)
    tell_askers(request, sentence, by=by, now=now, **values)
    asked = gettext_noop("You are asked for laboratory tests: request %(number)s. Its samples are on their way soon.")
    tell_laboratory(request, asked, by=by, now=now)
    return request


@operation
def add_sample(*, request: LabRequest, why: str, by: User, now: datetime) -> Sample:
    """Label another sample, where one was lost, spoilt or too little; the earlier one stays in the chain."""
    lock_request(request)
    let_open_only(request)
    count = request.samples.count()
    faults = []
    if count >= MOST_SAMPLES:
        text = _("This request has %(count)s samples already. Ask for the tests anew.") % {"count": count}
        faults.append(Reason(text, "too_many"))
    if not why.strip():
        faults.append(Reason(_("Say what the new sample stands in for."), "no_reason", "why"))
    gather(faults, kind=RequestRefused)
    sample = Sample.objects.create(
        request=request, number=count + 1, code=public_code(), what=why.strip()[:LONGEST_WHAT]
    )
    sentence = gettext_noop("Another sample, %(sample)s, was labelled: %(why)s")
    keep("added-sample", sentence, request, by=by, now=now, sample=str(sample), why=why.strip())
    told = gettext_noop("Another sample of request %(number)s is on its way: %(why)s")
    tell_laboratory(request, told, by=by, now=now, why=why.strip())
    return sample


@operation
def withdraw_request(*, request: LabRequest, reason: str, by: User, now: datetime) -> LabRequest:
    """Ask no more, before anything was published; the laboratory is told, and what was kept stays."""
    lock_request(request)
    let_open_only(request)
    if not reason.strip():
        raise RequestRefused(Reason(_("Say why: the laboratory reads it."), "no_reason", "reason"))
    request.withdrawn_at, request.withdrawn_reason = now, reason.strip()
    request.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    sentence = gettext_noop("Request %(number)s was withdrawn: %(reason)s")
    keep("withdrew-request", sentence, request, by=by, now=now, reason=request.withdrawn_reason)
    tell_askers(request, sentence, by=by, now=now, reason=request.withdrawn_reason)
    tell_laboratory(request, sentence, by=by, now=now, reason=request.withdrawn_reason)
    return request


def let_open_only(request: LabRequest) -> None:
    """Refuse where nothing more is done on the request: it was withdrawn, or its report stands."""
    if request.withdrawn_at is not None:
        raise RequestRefused(Reason(_("This request was withdrawn: nothing more is done on it."), "withdrawn"))
    if request.reports.filter(withdrawn_at=None).exists():
        text = _("The report of this request is published. To change anything, withdraw the report first.")
        raise RequestRefused(Reason(text, "published"))


def _faults_of_lot(case: Case, lot: Lot | None, *, now: datetime) -> list[Reason]:
    if lot is None or lot.case_id != case.pk:
        return [Reason(_("Choose the lot the samples are taken from."), "no_lot", "lot")]
    if not case.lots.usable(clock.local_day(now)).filter(pk=lot.pk).exists():
        text = _("Lot %(lot)s is blocked or past its best before day. Choose another.")
        return [Reason(text % {"lot": lot.code}, "lot_unusable", "lot")]
    return []


def _faults_of_tests(methods: Sequence[Method], reserve: int) -> list[Reason]:
    if not methods:
        return [Reason(_("Tick at least one test."), "no_test", "methods")]
    if len(methods) + reserve > MOST_SAMPLES:
        text = _("At most %(most)s samples go with one request. Ask for fewer tests at a time.")
        return [Reason(text % {"most": MOST_SAMPLES}, "too_many", "methods")]
    return []


def _faults_of_address(laboratory: str, email: str) -> list[Reason]:
    faults = []
    if not laboratory.strip():
        text = _("Choose the booked laboratory, or write the name of one outside the network.")
        faults.append(Reason(text, "no_laboratory", "laboratory"))
    try:
        validate_email(email.strip())
    except ValidationError:
        text = _("Write the laboratory's e-mail address: its link goes there.")
        faults.append(Reason(text, "no_email", "email"))
    return faults


def _faults_of_booking(case: Case, booking: Booking, methods: Sequence[Method], *, now: datetime) -> list[Reason]:
    booked = laboratory_bookings(case, now=now).filter(pk=booking.pk).first()
    if booked is None:
        text = _("This booking does not stand any more, or keeps no laboratory. Choose another, or plan one.")
        return [Reason(text, "no_booking", "booking")]
    able = capabilities_at(booked.center)
    faults = []
    for method in methods:
        if method.capability_id not in able:
            text = _("%(laboratory)s does not do “%(test)s”. Ask another laboratory for it.")
            words = {"laboratory": booked.center.name, "test": method.name}
            faults.append(Reason(text % words, "cannot", "methods"))
    wanted, left = sum(method.units for method in methods), places_left(booked)
    if not faults and wanted > left:
        text = _(
            "These tests take %(wanted)s places of the laboratory, and the booking has %(left)s left. "
            "Tick fewer tests, or book more places."
        )
        faults.append(Reason(text % {"wanted": wanted, "left": left}, "no_room", "methods"))
    return faults


def _test(request: LabRequest, turn: int, method: Method) -> LabTest:
    return LabTest(
        request=request,
        position=turn,
        method=method,
        key=method.key,
        name_th=method.name_th,
        name_en=method.name_en,
        reference=method.reference,
        unit=method.unit,
        least=method.least,
        most=method.most,
    )


def _words(test: LabTest, method: Method) -> str:
    """What the label says: the test, and how much of it is wanted, in both languages."""
    amount = {"th": method.sample_th, "en": method.sample_en}
    return _said_in_both({key: ": ".join(filter(None, (test.names[key], amount[key]))) for key in amount})


def _said_in_both(words: dict[str, str]) -> str:
    return words["th"] if words["th"] == words["en"] else BOTH.join((words["th"], words["en"]))


def _next_number(now: datetime) -> str:
    """`T2570-00007`: like cases, by fiscal year, under the lock of that year's numbers."""
    year = fiscal_year(clock.local_day(now))
    lock(Lock.NUMBERS, [year])
    return next_number("T", year, latest_request(year))
