"""Writes to makers: what they say of themselves, and the word of officers on it."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Membership, Organisation, Province, Role
from openitc.centers.operations import add_organisation, appoint, change_organisation
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.people.operations import invite
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.ids import is_thai_number
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Maker
from openitc.sourcing.queries.contacts import officers_near, people_of
from openitc.sourcing.queries.sightings import seen_of_maker, seen_of_profile

REGISTRATION_DIGITS = 13


class MakerRefused(Refused):
    """A maker cannot be written like that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a maker says of itself; its places, processes and certificates apart."""

    name_th: str
    contact_email: str
    name_en: str = ""
    registration: str = ""
    about_th: str = ""
    about_en: str = ""
    markets: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    language: str = "th"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a maker makes. Without a position it stands at the seat of its province."""

    province: Province
    name_th: str = ""
    name_en: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        if self.latitude is None or self.longitude is None:
            return self.province.latitude, self.province.longitude
        return self.latitude, self.longitude


@operation
def register_maker(*, profile: Profile, spot: Spot, by: User, now: datetime) -> Maker:
    """Enter a maker with its first place. It is shown and invited as soon as an officer has verified it."""
    gather(_faults_of(profile), kind=MakerRefused)
    organisation = add_organisation(
        kind=Organisation.Kind.MAKER, name_th=profile.name_th, name_en=profile.name_en, by=by, now=now
    )
    maker = Maker(organisation=organisation, province=spot.province, added_by=by, added_at=now, changed_at=now)
    _write(profile, maker)
    latitude, longitude = spot.position
    maker.sites.create(
        province=spot.province,
        name_th=spot.name_th or profile.name_th,
        name_en=spot.name_en or ("" if spot.name_th else profile.name_en),
        latitude=latitude,
        longitude=longitude,
        added_at=now,
    )
    record_of(maker, "registered-maker", gettext_noop("%(maker)s was entered as a contract manufacturer."), by, now)
    ask_to_verify(maker, by=by, now=now)
    return maker


@operation
def register_own_maker(*, profile: Profile, spot: Spot, by: User, now: datetime) -> Maker:
    """Register one's own works, and act for it from then on."""
    maker = register_maker(profile=profile, spot=spot, by=by, now=now)
    appoint(user=by, role=Role.MAKER_MEMBER, organisation=maker.organisation, by=by, now=now)
    return maker


@operation
def change_maker(*, maker: Maker, profile: Profile, seen: str | None = None, by: User, now: datetime) -> Maker:
    """Write the profile anew. Another name or number has to be verified again."""
    maker = locked(maker)
    if seen is not None and seen != seen_of_profile(maker):
        raise MakerRefused(written_meanwhile())
    gather(_faults_of(profile), kind=MakerRefused)
    before = (maker.name_th, maker.name_en, maker.registration)
    change_organisation(
        organisation=maker.organisation, name_th=profile.name_th, name_en=profile.name_en, by=by, now=now
    )
    _write(profile, maker)
    record_of(maker, "changed-maker", gettext_noop("The profile of %(maker)s was changed."), by, now)
    if before != (maker.name_th, maker.name_en, maker.registration):
        take_verification_away(maker, by=by, now=now)
    return maker


@operation
def verify_maker(*, maker: Maker, seen: str | None = None, by: User, now: datetime) -> Maker:
    """Say that name, number and places are right, as they were seen; from then on it is shown and invited."""
    maker = locked(maker)
    gather(_faults_of_verdict(maker, seen), kind=MakerRefused)
    maker.verified_by, maker.verified_at = by, now
    maker.returned_at, maker.returned_reason = None, ""
    maker.save(update_fields=["verified_by", "verified_at", "returned_at", "returned_reason"])
    record_of(maker, "verified-maker", gettext_noop("%(maker)s was verified."), by, now)
    tell(maker, gettext_noop("%(maker)s was verified: it is in the directory and can be invited now."), by, now)
    return maker


@operation
def return_maker(*, maker: Maker, reason: str, seen: str | None = None, by: User, now: datetime) -> Maker:
    """Send the profile back for a correction; it waits again as soon as something of it changes."""
    maker = locked(maker)
    faults = _faults_of_verdict(maker, seen)
    if not reason.strip():
        faults.append(Reason(_("Say what is to be corrected: the maker reads it."), "no_reason", "reason"))
    gather(faults, kind=MakerRefused)
    maker.returned_at, maker.returned_reason = now, reason.strip()
    maker.save(update_fields=["returned_at", "returned_reason"])
    record_of(maker, "returned-maker", gettext_noop("%(maker)s was sent back: %(reason)s"), by, now, reason=reason)
    sentence = gettext_noop("%(maker)s cannot be verified yet: %(reason)s")
    tell(maker, sentence, by, now, reason=maker.returned_reason)
    return maker


@operation
def leave_directory(*, maker: Maker, by: User, now: datetime) -> Maker:
    """Take the maker out of the directory: nobody invites it any more, and what it agreed to stands."""
    maker = locked(maker)
    if maker.left_at is not None:
        raise MakerRefused(_("It has left the directory already; nothing is left to do."))
    maker.left_at = now
    maker.save(update_fields=["left_at"])
    record_of(maker, "left-directory", gettext_noop("%(maker)s left the directory."), by, now)
    return maker


@operation
def rejoin_directory(*, maker: Maker, by: User, now: datetime) -> Maker:
    """Bring the maker back as it was; an officer looks at it again."""
    maker = locked(maker)
    if maker.left_at is None:
        raise MakerRefused(_("It is in the directory already; nothing is left to do."))
    maker.left_at = None
    maker.save(update_fields=["left_at"])
    record_of(maker, "rejoined-directory", gettext_noop("%(maker)s came back to the directory."), by, now)
    take_verification_away(maker, by=by, now=now)
    return maker


@operation
def add_member(
    *, maker: Maker, email: str, name: str = "", ends_on: date | None = None, by: User, now: datetime
) -> Membership:
    """Let a person act for the maker, and tell them so; one not known yet gets an account to take up."""
    user = invite(email=email, name=name, by=by, now=now)
    membership = appoint(
        user=user, role=Role.MAKER_MEMBER, organisation=maker.organisation, ends_on=ends_on, by=by, now=now
    )
    notify(
        to=[user],
        sentence=gettext_noop("%(person)s made you a member of %(maker)s."),
        link=reverse("sourcing:profile", args=[maker.pk]),
        now=now,
        person=str(by),
        maker=maker.names,
    )
    return membership


def locked(maker: Maker) -> Maker:
    """The maker as it stands now, kept by us until the transaction ends."""
    return Maker.objects.select_for_update(of=("self",)).select_related("organisation", "province").get(pk=maker.pk)


def written_meanwhile() -> Reason:
    """Two people wrote one thing at one time, and this is the later one."""
    text = _(
        "Somebody else saved this while you were writing. Nothing of yours is lost: look at what it says now, "
        "then save again."
    )
    return Reason(text, "written_meanwhile")


def take_verification_away(maker: Maker, *, by: User, now: datetime) -> None:
    """What an officer verified is no longer what it says: it waits for an officer again."""
    was_seen = maker.verified_at is not None or maker.returned_at is not None
    maker.verified_by, maker.verified_at, maker.returned_at, maker.returned_reason = None, None, None, ""
    maker.save(update_fields=["verified_by", "verified_at", "returned_at", "returned_reason"])
    if was_seen:
        record_of(maker, "unverified-maker", gettext_noop("%(maker)s waits to be verified again."), by, now)
        ask_to_verify(maker, by=by, now=now)


def ask_to_verify(maker: Maker, *, by: User, now: datetime) -> None:
    """Tell the officers of its area that the maker waits for one of them; who acts now needs no notice."""
    officers = [user for user in officers_near(maker.province, on=clock.local_day(now)) if user != by]
    link = reverse("sourcing:maker", args=[maker.pk])
    sentence = gettext_noop("%(maker)s waits for an officer to verify it.")
    notify(to=officers, sentence=sentence, link=link, now=now, maker=maker.names)


def tell(maker: Maker, sentence: str, by: User | None, now: datetime, **values: str | dict[str, str]) -> None:
    """Tell those who act for the maker; who does it knows it already."""
    people = [user for user in people_of(maker, on=clock.local_day(now)) if user != by]
    link = reverse("sourcing:profile", args=[maker.pk])
    notify(to=people, sentence=sentence, link=link, now=now, maker=maker.names, **values)


def record_of(
    maker: Maker, verb: str, sentence: str, by: User | None, now: datetime, **values: str | dict[str, str]
) -> None:
    """Keep in the maker's history what happened to it."""
    record(verb, sentence, about=maker, by=by, now=now, maker=maker.names, **values)


def refresh(maker: Maker) -> None:
    """Bring what is searched in line with what the maker offers now."""
    maker.refresh_search()
    maker.save(update_fields=["search_text", "search_pairs"])


def faults_of_position(spot: Spot) -> list[Reason]:
    """What is wrong with where a place is said to be."""
    if (spot.latitude is None) != (spot.longitude is None):
        text = _("A position is both: latitude and longitude. Enter the other one too, or leave both empty.")
        return [Reason(text, "half_a_position", "longitude" if spot.longitude is None else "latitude")]
    return []


def _write(profile: Profile, maker: Maker) -> None:
    for field in fields(Profile):
        setattr(maker, field.name, getattr(profile, field.name))
    maker.markets = list(profile.markets)
    maker.registration = profile.registration or None
    maker.refresh_search()
    text = _("This number is registered already. Ask the center of your province: it knows who acts for that maker.")
    with refusing(MakerRefused(Reason(text, "number_known", "registration")), on="one_maker_a_registration"):
        maker.save()


def _faults_of(profile: Profile) -> list[Reason]:
    faults, number = [], profile.registration
    if not profile.name_th.strip():
        faults.append(Reason(_("A maker has a name. Enter it as it is registered."), "no_name", "name_th"))
    if number and not (number.isascii() and number.isdigit() and len(number) == REGISTRATION_DIGITS):
        text = _("The number has 13 digits. Check it, or leave it empty for now.")
        faults.append(Reason(text, "not_13_digits", "registration"))
    elif number and not is_thai_number(number):
        text = _("The last digit does not fit the others, so one of the 13 is mistyped. Compare it with the document.")
        faults.append(Reason(text, "check_digit", "registration"))
    return faults


def _faults_of_verdict(maker: Maker, seen: str | None) -> list[Reason]:
    if maker.verified_at is not None:
        text = _("%(person)s has verified it already; nothing is left to do.") % {"person": maker.verified_by}
        return [Reason(text, "verified")]
    if maker.left_at is not None:
        return [Reason(_("It has left the directory, so there is nothing to verify."), "left")]
    if seen is not None and seen != seen_of_maker(maker):
        text = _("It was changed while you looked at it. Read it again as it stands now, then decide.")
        return [Reason(text, "written_meanwhile")]
    return []
