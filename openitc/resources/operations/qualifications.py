"""Who was trained to run which type of resource by themselves."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.people.models import User
from openitc.resources.models import Qualification, ResourceType
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused


class NotQualified(Refused):
    """The training cannot be kept as it was said."""


@operation
def qualify(
    *,
    user: User,
    type: ResourceType,  # noqa: A002 - the word of the field
    issued_on: date | None = None,
    expires_on: date,
    by: User,
    now: datetime,
) -> Qualification:
    """Keep that a person was trained to run resources of the type until a day; a later one renews an earlier one."""
    issued_on = issued_on or clock.local_day(now)
    if expires_on < issued_on:
        raise NotQualified(Reason(_("The last day must not lie before the training."), "backwards", "expires_on"))
    if Qualification.objects.filter(user=user, type=type, revoked_at=None, expires_on__gte=expires_on).exists():
        text = _("%(person)s is already trained at least until that day.") % {"person": str(user)}
        raise NotQualified(Reason(text, "already", "expires_on"))
    qualification = Qualification.objects.create(
        user=user, type=type, issued_by=by, issued_on=issued_on, expires_on=expires_on
    )
    sentence = gettext_noop("%(person)s was trained to run “%(name)s”.")
    record("qualified", sentence, about=[qualification, user, type], by=by, now=now, person=str(user), name=type.names)
    return qualification


@operation
def revoke(*, qualification: Qualification, by: User, now: datetime) -> Qualification:
    """Take a training back; from now on the person needs an operator."""
    if qualification.revoked_at is not None:
        raise NotQualified(_("This training was already taken back."))
    qualification.revoked_at = now
    qualification.save(update_fields=["revoked_at"])
    sentence = gettext_noop("The training of %(person)s on “%(name)s” was taken back.")
    record(
        "qualification_revoked",
        sentence,
        about=[qualification, qualification.user, qualification.type],
        by=by,
        now=now,
        person=str(qualification.user),
        name=qualification.type.names,
    )
    return qualification
