"""What every write of laboratory work shares: keeping it to ourselves, its history, and telling all sides.

What a laboratory is told names the request by its number: whose product it is, it need not know to test it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import lock_case
from openitc.cases.queries import members_of
from openitc.centers.models import Center, Membership
from openitc.certification.models import LabRequest
from openitc.certification.operations.link_secrets import secret_of
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import spoken

Value = str | int | dict[str, str]
LETTERS = "openitc.certification.tasks.mail_laboratory"
THEIR_LANGUAGE = "th"  # of a laboratory without an account


def lock_request(request: LabRequest) -> None:
    """Keep the request and its case to ourselves until the transaction ends, and read both again."""
    case = Case.objects.get(pk=request.case_id)
    lock_case(case)
    request.refresh_from_db(from_queryset=LabRequest.objects.select_for_update())
    request.case = case


def keep(
    verb: str,
    sentence: str,
    request: LabRequest,
    *,
    by: User | None,
    now: datetime,
    also: Iterable[Model] = (),
    **values: Value,
) -> None:
    """Keep in the history of the request and of its case what happened."""
    record(verb, sentence, about=[request, request.case, *also], by=by, now=now, number=request.number, **values)


def tell_sides(request: LabRequest, sentence: str, *, by: User | None, now: datetime, **values: Value) -> None:
    """Tell the enterprise, its officer, who asked, and those who work at the laboratory; not the one who did it."""
    case, on = request.case, clock.local_day(now)
    people = [case.officer, request.asked_by, *members_of(case.enterprise_id, on=on)]
    _tell([*people, *workers_at(request.center, now=now)], request, sentence, by=by, now=now, **values)


def tell_askers(request: LabRequest, sentence: str, *, by: User | None, now: datetime, **values: Value) -> None:
    """Tell the enterprise, its officer and who asked."""
    people = [request.case.officer, request.asked_by, *members_of(request.case.enterprise_id, on=clock.local_day(now))]
    _tell(people, request, sentence, by=by, now=now, **values)


def tell_laboratory(request: LabRequest, sentence: str, *, by: User | None, now: datetime, **values: Value) -> None:
    """Tell those who work at the laboratory; one without an account gets a letter with its link."""
    _tell(workers_at(request.center, now=now), request, sentence, by=by, now=now, **values)
    if request.answers_by_link:
        send_letter(request, sentence, {"number": request.number, **values})


def workers_at(center: Center | None, *, now: datetime) -> list[User]:
    """Those who work at the laboratory's center, in any role."""
    if center is None:
        return []
    working = Membership.objects.in_force(clock.local_day(now)).filter(center=center)
    return list(User.objects.filter(pk__in=working.values("user"), is_active=True))


def send_letter(request: LabRequest, sentence: str, values: dict[str, Value]) -> None:
    """Order a letter to the laboratory's address, in the transaction that causes it; the job holds no secret."""
    # By name, for the task stands above: it runs an operation of this module.
    written: dict[str, Any] = {"sentence": sentence, "values": values, "salt": request.salt}
    app.configure_task(LETTERS, queue="notices").defer(request_id=request.pk, **written)


@operation
def mail_letter(  # house: a task asks, for nobody
    *, request: LabRequest, sentence: str, values: dict[str, Value], salt: str, now: datetime
) -> bool:
    """Write to the laboratory, with its link where it opens anything; whether it went out.

    A link that was renewed meanwhile is not sent.
    """
    if request.salt != salt:
        return True
    with translation.override(THEIR_LANGUAGE):
        told = _(sentence) % {name: spoken(value) for name, value in values.items()}
        opens = request.withdrawn_at is None and request.expires_at is not None and request.expires_at > now
        link = f"{settings.SITE_URL}{reverse('certification:lab-link', args=[secret_of(request)])}" if opens else ""
        text = render_to_string("certification/laboratory_letter.txt", {"told": told, "link": link, "request": request})
        try:
            send_mail(_("OpenITC: %(notice)s") % {"notice": told}, text, None, [request.email])
        except OSError:  # an SMTPException is one; its words may hold the address
            return False
    return True


def _tell(
    people: Iterable[User | None],
    request: LabRequest,
    sentence: str,
    *,
    by: User | None,
    now: datetime,
    **values: Value,
) -> None:
    others = [person for person in people if person is not None and (by is None or person.pk != by.pk)]
    if others:
        link = reverse("certification:lab-request", args=[request.number])
        notify(to=others, sentence=sentence, link=link, now=now, number=request.number, **values)
