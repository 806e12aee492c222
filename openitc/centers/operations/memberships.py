"""Writes to who has which role where, and until when."""

from datetime import date, datetime
from typing import cast

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import CENTER_ROLES, Center, Membership, Organisation, Role
from openitc.centers.operations.organisations import add_organisation
from openitc.centers.operations.wording import day_in_both, label_in_both
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.people.operations import invite
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather


class MembershipRefused(Refused):
    """A role cannot be given or ended like that."""


@operation
def appoint(
    *,
    user: User,
    role: str,
    center: Center | None = None,
    organisation: Organisation | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: User | None,
    now: datetime,
) -> Membership:
    """Give a person a role in one center or one organisation, from a day (today where none is given) to a last day."""
    membership = Membership(
        user=user,
        role=role,
        center=center,
        organisation=organisation,
        starts_on=starts_on or clock.local_day(now),
        ends_on=ends_on,
    )
    gather(_faults_of(membership), kind=MembershipRefused)
    membership.save()
    _record("appointed", gettext_noop("%(person)s became %(role)s of %(where)s."), membership, by=by, now=now)
    return membership


@operation
def appoint_by_email(
    *, email: str, name: str = "", role: str, center: Center, ends_on: date | None = None, by: User, now: datetime
) -> Membership:
    """Give a role at a center to whoever has the e-mail address, and tell them; one not known yet gets an account."""
    user = invite(email=email, name=name, by=by, now=now)
    membership = appoint(user=user, role=role, center=center, ends_on=ends_on, by=by, now=now)
    notify(
        to=[user],
        sentence=gettext_noop("%(person)s made you %(role)s of %(center)s."),
        link=reverse("centers:detail", args=[center.code]),
        now=now,
        person=str(by),
        role=label_in_both(Role.label_of(role)),
        center=center.names,
    )
    return membership


@operation
def appoint_administrator(*, email: str, now: datetime) -> Membership:  # house: nobody is signed in at a command line
    """Make whoever has the e-mail address an administrator of the network; asked for at its command line."""
    owner = Organisation.objects.filter(kind=Organisation.Kind.NETWORK_OWNER).order_by("pk").first()
    if owner is None:
        owner = add_organisation(kind=Organisation.Kind.NETWORK_OWNER, name_th="OpenITC", by=None, now=now)
    user = invite(email=email, by=None, now=now)
    return appoint(user=user, role=Role.ADMINISTRATOR, organisation=owner, by=None, now=now)


@operation
def end_membership(*, membership: Membership, on: date | None = None, by: User, now: datetime) -> Membership:
    """Set the last day (today where none is given) on which a role holds; one that has not begun is taken back."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    today = clock.local_day(now)
    last = on or today
    reasons = []
    if last < today:
        reasons.append(Reason(_("The last day cannot have passed. Choose today or a later day."), "past", "ends_on"))
    if membership.ends_on is not None and membership.ends_on < today:
        reasons.append(Reason(_("This role has ended already. Appoint the person again if need be."), "ended"))
    if membership.role == Role.ADMINISTRATOR and not _others_administer(membership, after=last):
        reasons.append(Reason(_("The network would have no administrator. Appoint another one first."), "last_one"))
    gather(reasons, kind=MembershipRefused)
    membership.ends_on = last
    if last < membership.starts_on:
        membership.delete()
        sentence = gettext_noop("%(person)s does not become %(role)s of %(where)s.")
    else:
        membership.save(update_fields=["ends_on"])
        sentence = gettext_noop("%(person)s is %(role)s of %(where)s until %(day)s.")
    _record("ended-role", sentence, membership, by=by, now=now, day=day_in_both(last))
    return membership


def _others_administer(membership: Membership, *, after: date) -> bool:
    others = Membership.objects.in_force(after).filter(role=Role.ADMINISTRATOR).exclude(pk=membership.pk)
    return others.filter(Q(ends_on=None) | Q(ends_on__gt=after)).exists()


def _faults_of(membership: Membership) -> list[Reason]:
    faults = []
    if (membership.role in CENTER_ROLES) != (membership.center is not None and membership.organisation is None):
        faults.append(Reason(_("This role does not exist there. Choose another role."), "wrong_place", "role"))
    if membership.ends_on is not None and membership.ends_on < membership.starts_on:
        faults.append(
            Reason(_("The last day comes before the first. Choose a later last day."), "backwards", "ends_on")
        )
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=membership.starts_on),
        user=membership.user,
        role=membership.role,
        center=membership.center,
        organisation=membership.organisation,
    )
    if membership.ends_on is not None:
        held = held.filter(starts_on__lte=membership.ends_on)
    if held.exists():
        text = _("%(person)s has this role then already. Change its last day instead.")
        faults.append(Reason(text % {"person": membership.user}, "held", "email"))
    return faults


def _record(
    verb: str, sentence: str, membership: Membership, *, by: User | None, now: datetime, **values: dict[str, str]
) -> None:
    where = cast("Center | Organisation", membership.center or membership.organisation)
    record(
        verb,
        sentence,
        about=where,
        by=by,
        now=now,
        person=str(membership.user),
        role=label_in_both(Role.label_of(membership.role)),
        where=where.names,
        **values,
    )
