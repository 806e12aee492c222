"""What every write to a request shares: keeping it to ourselves, its history, and telling both sides.

What makers are told never holds the enterprise's or the product's name, nor the case's number: of both, the request's
number stands in for all of them.
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
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import lock_open_case
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.models import spoken
from openitc.sourcing.access.invitations import living_invitations
from openitc.sourcing.models import Invitation, Rfq
from openitc.sourcing.queries.askers import is_read_by_mail, members_of_maker, people_of_request
from openitc.sourcing.rules.links import secret_of

Value = str | int | dict[str, str]
LETTERS = "openitc.sourcing.tasks.mail_letter"
TAKEN_BACK = gettext_noop(
    "Request %(number)s: your invitation was taken back, and nothing needs to be answered. "
    "Thank you for your time; we will gladly ask you again."
)
LONGEST_FAILURE = 200  # letters the table keeps of it


def lock_request(rfq: Rfq) -> None:
    """Keep the request and its open case to ourselves until the transaction ends, and read both again."""
    case = Case.objects.get(pk=rfq.case_id)
    lock_open_case(case)
    rfq.refresh_from_db(from_queryset=Rfq.objects.select_for_update())
    rfq.case = case


def keep(
    verb: str, sentence: str, rfq: Rfq, *, by: User | None, now: datetime, also: Iterable[Model] = (), **values: Value
) -> None:
    """Keep in the history of the request and of its case what happened."""
    record(verb, sentence, about=[rfq, rfq.case, *also], by=by, now=now, number=rfq.number, **values)


def tell_askers(rfq: Rfq, sentence: str, *, by: User | None, now: datetime, **values: Value) -> None:
    """Tell the enterprise and its staff, but not the one who did it."""
    people = people_of_request(rfq, on=clock.local_day(now))
    others = [person for person in people if by is None or person.pk != by.pk]
    if others:
        link = reverse("sourcing:request", args=[rfq.number])
        notify(to=others, sentence=sentence, link=link, now=now, number=rfq.number, **values)


def tell_maker(
    invitation: Invitation, sentence: str, *, now: datetime, by: User | None = None, **values: Value
) -> None:
    """Tell the maker: its members here and by mail, and by a letter with its link where nobody has that address.

    The link is drawn when the letter is written: neither the notice nor the job that waits holds it.
    """
    members = members_of_maker(invitation.maker, on=clock.local_day(now))
    others = [member for member in members if by is None or member.pk != by.pk]
    values["number"] = invitation.rfq.number
    if others:
        link = reverse("sourcing:invitation", args=[invitation.pk])
        if invitation.withdrawn_at is not None:
            link = reverse("sourcing:invitations")
        notify(to=others, sentence=sentence, link=link, now=now, **values)
    if is_read_by_mail(invitation, members):
        send_letter(invitation, sentence, values)


def send_letter(invitation: Invitation, sentence: str, values: dict[str, Value]) -> None:
    """Order a letter to the invited address, in the transaction that causes it."""
    # By name, for the task stands above: it runs an operation of this module.
    written: dict[str, Any] = {"sentence": sentence, "values": values, "salt": invitation.salt}
    app.configure_task(LETTERS, queue="notices").defer(invitation_id=invitation.pk, **written)


@operation
def mail_letter(  # house: a task asks, for nobody
    *, invitation: Invitation, sentence: str, values: dict[str, Value], salt: str, now: datetime
) -> bool:
    """Write to the invited address, with the link where it opens anything; whether it went out.

    A link that was renewed meanwhile is not sent.
    An opened link stays with its browser; the letter names it all the same, for that browser.
    """
    if invitation.salt != salt or (invitation.withdrawn_at is not None and sentence != TAKEN_BACK):
        return True
    secret = secret_of(invitation.salt, key=settings.SECRET_KEY)
    with translation.override(invitation.maker.language):
        told = _(sentence) % {name: spoken(value) for name, value in values.items()}
        link = f"{settings.SITE_URL}{reverse('sourcing:link', args=[secret])}"
        letter = {"told": told, "link": link, "invitation": invitation, **_what_opens(invitation, now=now)}
        text = render_to_string("sourcing/answer_letter.txt", letter)
        try:
            send_mail(_("OpenITC: %(notice)s") % {"notice": told}, text, None, [invitation.email])
        except OSError as error:  # an SMTPException is one
            invitation.mail_failure = type(error).__name__[:LONGEST_FAILURE]  # its words may hold the address
        else:
            invitation.mailed_at, invitation.mail_failure = now, ""
    invitation.save(update_fields=["mailed_at", "mail_failure"])
    return not invitation.mail_failure


def _what_opens(invitation: Invitation, *, now: datetime) -> dict[str, object]:
    """Whether the link of a letter opens anything, and until when it is answered by it; after an award, nothing is."""
    found = living_invitations(now=now).filter(pk=invitation.pk, refused_at=None, declined_at=None).first()
    deadline = found.rfq.deadline if found and now < found.rfq.deadline and not hasattr(found.rfq, "award") else None
    return {"opens": found is not None, "deadline": deadline}
