"""Writes to who belongs to an enterprise."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_noop

from openitc.centers.models import Membership, Role
from openitc.centers.operations import appoint
from openitc.enterprises.models import Enterprise
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.people.operations import invite
from openitc.shared.db import operation


@operation
def add_member(
    *, enterprise: Enterprise, email: str, name: str = "", ends_on: date | None = None, by: User, now: datetime
) -> Membership:
    """Let a person act for the enterprise, and tell them so; one not known yet gets an account to take up."""
    user = invite(email=email, name=name, by=by, now=now)
    membership = appoint(
        user=user,
        role=Role.ENTERPRISE_MEMBER,
        organisation=enterprise.organisation,
        ends_on=ends_on,
        by=by,
        now=now,
    )
    notify(
        to=[user],
        sentence=gettext_noop("%(person)s made you a member of %(enterprise)s."),
        link=reverse("enterprises:detail", args=[enterprise.pk]),
        now=now,
        person=str(by),
        enterprise=enterprise.names,
    )
    return membership
