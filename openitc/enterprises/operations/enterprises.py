"""Writes to enterprises and to which centers know them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center, Organisation, Province, Role
from openitc.centers.operations import add_organisation, appoint, change_organisation
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Acquaintance, Enterprise
from openitc.enterprises.queries import center_for, namesakes, people_to_ask
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.ids import is_thai_number
from openitc.shared.refusals import Reason, Refused, gather

REGISTRATION_DIGITS = 13


class EnterpriseRefused(Refused):
    """An enterprise cannot be written like that."""


class NameKnown(EnterpriseRefused):
    """Enterprises of nearly the same name are known in the province; `one_of` are those the person may open."""

    def __init__(self, *reasons: Reason, one_of: Sequence[Enterprise]) -> None:
        super().__init__(*reasons)
        self.one_of = one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an enterprise says of itself."""

    kind: str
    name_th: str
    province: Province
    name_en: str = ""
    registration: str = ""
    district_th: str = ""
    district_en: str = ""
    latitude: float | None = None
    longitude: float | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


@operation
def register_enterprise(
    *, profile: Profile, center: Center, despite_namesakes: bool = False, by: User, now: datetime
) -> Enterprise:
    """Take an enterprise in at a center. Without a number it is as good as any other; a blank one is never compared."""
    _refuse_faults(profile, of=None, by=by, now=now)
    if not despite_namesakes:
        _refuse_namesakes(profile, by=by, now=now)
    organisation = add_organisation(
        kind=Organisation.Kind.ENTERPRISE, name_th=profile.name_th, name_en=profile.name_en, by=by, now=now
    )
    enterprise = Enterprise(organisation=organisation, registered_by=by, registered_at=now)
    _write(profile, enterprise)
    record(
        "registered-enterprise",
        gettext_noop("%(enterprise)s was registered at %(center)s."),
        about=enterprise,
        by=by,
        now=now,
        enterprise=enterprise.names,
        center=center.names,
    )
    Acquaintance.objects.create(enterprise=enterprise, center=center, since=now)
    return enterprise


@operation
def register_own_enterprise(
    *, profile: Profile, despite_namesakes: bool = False, by: User, now: datetime
) -> Enterprise:
    """Register one's own enterprise, at the center that serves its province, and become its member."""
    center = center_for(profile.province)
    if center is None:
        raise EnterpriseRefused(
            Reason(
                _("No center is open yet that serves this province. Please try again later."), "no_center", "province"
            )
        )
    enterprise = register_enterprise(
        profile=profile, center=center, despite_namesakes=despite_namesakes, by=by, now=now
    )
    appoint(user=by, role=Role.ENTERPRISE_MEMBER, organisation=enterprise.organisation, by=by, now=now)
    return enterprise


@operation
def change_enterprise(*, enterprise: Enterprise, profile: Profile, by: User, now: datetime) -> Enterprise:
    """Write the profile of an enterprise anew."""
    _refuse_faults(profile, of=enterprise, by=by, now=now)
    change_organisation(
        organisation=enterprise.organisation, name_th=profile.name_th, name_en=profile.name_en, by=by, now=now
    )
    _write(profile, enterprise)
    record(
        "changed-enterprise",
        gettext_noop("The profile of %(enterprise)s was changed."),
        about=enterprise,
        by=by,
        now=now,
        enterprise=enterprise.names,
    )
    return enterprise


@operation
def share_with_center(*, enterprise: Enterprise, center: Center, by: User, now: datetime) -> Acquaintance:
    """Let one more center read and write the profile and serve the enterprise."""
    acquaintance, is_new = Acquaintance.objects.get_or_create(
        enterprise=enterprise, center=center, defaults={"since": now}
    )
    if is_new:
        record(
            "shared-enterprise",
            gettext_noop("%(enterprise)s was shared with %(center)s."),
            about=enterprise,
            by=by,
            now=now,
            enterprise=enterprise.names,
            center=center.names,
        )
    return acquaintance


@operation
def ask_to_share(*, registration: str, center: Center | None, by: User, now: datetime) -> None:
    """Ask whoever keeps the enterprise of that number to share it with a center or, where none is given, with a person.

    Who asks learns nothing from it.
    """
    enterprise = Enterprise.objects.filter(registration=registration).first() if registration else None
    if enterprise is None:
        return
    if center:
        sentence = gettext_noop("%(person)s of %(center)s asks you to share %(enterprise)s with their center.")
    else:
        sentence = gettext_noop("%(person)s (%(email)s) asks to be made a member of %(enterprise)s.")
    notify(
        to=list(people_to_ask(enterprise, on=clock.local_day(now))),
        sentence=sentence,
        link=reverse("enterprises:detail", args=[enterprise.pk]),
        now=now,
        person=str(by),
        email=by.email,
        center=center.names if center else "",
        enterprise=enterprise.names,
    )


def _write(profile: Profile, enterprise: Enterprise) -> None:
    for field in fields(Profile):
        setattr(enterprise, field.name, getattr(profile, field.name))
    enterprise.registration = profile.registration or None
    enterprise.refresh_search()
    with refusing(EnterpriseRefused(_known_elsewhere()), on="one_enterprise_a_registration"):
        enterprise.save()


def _refuse_faults(profile: Profile, *, of: Enterprise | None, by: User, now: datetime) -> None:
    faults = []
    if not profile.name_th.strip():
        faults.append(Reason(_("An enterprise has a name. Enter it as people say it."), "no_name", "name_th"))
    if profile.registration:
        faults += _faults_of_number(profile) or _clashes_of_number(profile, of=of, by=by, now=now)
    gather(faults, kind=EnterpriseRefused)


def _faults_of_number(profile: Profile) -> list[Reason]:
    number = profile.registration
    if not (number.isascii() and number.isdigit() and len(number) == REGISTRATION_DIGITS):
        text = _("The number has 13 digits. Check it, or leave it empty: nobody needs one to begin.")
        return [Reason(text, "not_13_digits", "registration")]
    if not is_thai_number(number):
        text = _("The last digit does not fit the others, so one of the 13 is mistyped. Compare it with the document.")
        return [Reason(text, "check_digit", "registration")]
    if profile.kind == Enterprise.Kind.COMPANY and not number.startswith("0"):
        text = _("The number of a company begins with 0; this one is a citizen's. Check the number or the kind.")
        return [Reason(text, "not_a_company", "registration")]
    return []


def _clashes_of_number(profile: Profile, *, of: Enterprise | None, by: User, now: datetime) -> list[Reason]:
    others = Enterprise.objects.filter(registration=profile.registration)
    if not (others.exclude(pk=of.pk) if of else others).exists():
        return []
    own = enterprises_visible_to(by, on=clock.local_day(now)).filter(registration=profile.registration).first()
    return [_known_here(own) if own else _known_elsewhere()]


def _known_here(enterprise: Enterprise) -> Reason:
    text = _("You know this number already: it is %(enterprise)s. Open that enterprise instead of a second one.")
    return Reason(text % {"enterprise": enterprise.name}, "number_known_here", "registration")


def _known_elsewhere() -> Reason:
    text = _(
        "This number is registered already, by somebody who has not shared it with you. Ask for it to be shared: "
        "whoever keeps it is told, and you see it as soon as they agree."
    )
    return Reason(text, "number_known", "registration")


def _refuse_namesakes(profile: Profile, *, by: User, now: datetime) -> None:
    found = namesakes(province=profile.province, name_th=profile.name_th, name_en=profile.name_en)
    if not found:
        return
    visible = set(enterprises_visible_to(by, on=clock.local_day(now)).filter(pk__in=[e.pk for e in found]))
    text = (
        _("You know an enterprise of nearly this name in the province. Is it the same one?")
        if visible
        else _("An enterprise of nearly this name is known in the province. If it is yours, ask its center first.")
    )
    raise NameKnown(Reason(text, "name_known", "name_th", overridable=True), one_of=[e for e in found if e in visible])
