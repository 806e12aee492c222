"""Writes to who may use a geographical indication."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.documents.operations import ANY, keep_file
from openitc.enterprises.models import Enterprise, GeographicalIndication, RegisteredUse
from openitc.enterprises.queries import people_to_ask
from openitc.enterprises.queries.indications import indications_on_file
from openitc.history.operations import record
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather


class UseRefused(Refused):
    """A permission cannot be entered, verified or withdrawn like that."""


@operation
def load_indications() -> int:  # house: a file says it, whoever asks and whenever
    """Bring the indications in line with the file that comes with the program."""
    rows = indications_on_file()
    for row in rows:
        provinces = row.pop("provinces")
        indication, _made = GeographicalIndication.objects.update_or_create(code=row["code"], defaults=row)
        indication.provinces.set(provinces)
    return len(rows)


@operation
def enter_use(
    *,
    enterprise: Enterprise,
    indication: GeographicalIndication,
    number: str,
    valid_from: date,
    valid_until: date,
    proof: tuple[str, bytes] | None = None,
    by: User,
    now: datetime,
) -> RegisteredUse:
    """Enter the permission to use a protected name; until an officer has verified it, it permits nothing here.

    `proof` is the name and the content of the letter.
    """
    _refuse_faults(number, valid_from, valid_until, now)
    text = _("This permission is entered already. Withdraw the first entry before you enter it anew.")
    with refusing(UseRefused(Reason(text, "known", "number")), on="a_use_is_entered_once"):
        use = RegisteredUse.objects.create(
            enterprise=enterprise,
            indication=indication,
            number=number.strip(),
            valid_from=valid_from,
            valid_until=valid_until,
            proof=proof and keep_file(name=proof[0], data=proof[1], kinds=ANY, field="proof", by=by, now=now),
            entered_by=by,
            entered_at=now,
        )
    _record("entered-use", gettext_noop("%(enterprise)s entered its permission to use “%(name)s”."), use, by, now)
    officers = [person for person in people_to_ask(enterprise, on=clock.local_day(now)) if person != by]
    sentence = gettext_noop("%(enterprise)s entered a permission to use “%(name)s”. Compare it with the letter.")
    _tell(officers, sentence, use, now)
    return use


@operation
def verify_use(*, use: RegisteredUse, by: User, now: datetime) -> RegisteredUse:
    """Confirm that the permission was compared with the letter, by another person than who entered it."""
    use = RegisteredUse.objects.select_for_update().get(pk=use.pk)
    faults = []
    if use.entered_by_id == by.pk:
        text = _("Who entered a permission does not verify it. Ask another officer of a center that serves them.")
        faults.append(Reason(text, "own_entry"))
    if use.withdrawn_at is not None:
        faults.append(Reason(_("This permission was withdrawn. Enter it anew."), "withdrawn"))
    gather(faults, kind=UseRefused)
    if use.verified_at is None:
        use.verified_by, use.verified_at = by, now
        use.save(update_fields=["verified_by", "verified_at"])
        _record("verified-use", gettext_noop("The permission to use “%(name)s” was verified."), use, by, now)
        sentence = gettext_noop("Your permission to use “%(name)s” was verified: you may write it on your products.")
        _tell([use.entered_by], sentence, use, now)
    return use


@operation
def withdraw_use(*, use: RegisteredUse, reason: str, by: User, now: datetime) -> RegisteredUse:
    """Take a permission back, saying why; products that carry the name say so at once."""
    use = RegisteredUse.objects.select_for_update().get(pk=use.pk)
    if not reason.strip():
        text = _("Say why, so that whoever entered it knows what to do.")
        raise UseRefused(Reason(text, "no_reason", "reason"))
    if use.withdrawn_at is None:
        use.withdrawn_at, use.why_withdrawn = now, reason.strip()
        use.save(update_fields=["withdrawn_at", "why_withdrawn"])
        _record("withdrew-use", gettext_noop("The permission to use “%(name)s” was withdrawn."), use, by, now)
        sentence = gettext_noop("The permission of %(enterprise)s to use “%(name)s” was withdrawn: %(reason)s")
        told = [use.entered_by, *people_to_ask(use.enterprise, on=clock.local_day(now))]
        _tell([person for person in told if person != by], sentence, use, now, reason=use.why_withdrawn)
    return use


def _refuse_faults(number: str, valid_from: date, valid_until: date, now: datetime) -> None:
    faults = []
    if not number.strip():
        faults.append(Reason(_("Enter the number of the permission, as the letter has it."), "no_number", "number"))
    if valid_until < valid_from:
        faults.append(
            Reason(_("The last day is before the first. Compare both with the letter."), "days", "valid_until")
        )
    elif valid_until < clock.local_day(now):
        text = _("This permission has ended already. Enter the one that is valid now.")
        faults.append(Reason(text, "ended", "valid_until"))
    gather(faults, kind=UseRefused)


def _record(verb: str, sentence: str, use: RegisteredUse, by: User, now: datetime) -> None:
    names = {"enterprise": use.enterprise.names, "name": use.indication.names}
    used = {name: value for name, value in names.items() if f"%({name})s" in sentence}
    record(verb, sentence, about=use.enterprise, by=by, now=now, **used)


def _tell(people: list[User], sentence: str, use: RegisteredUse, now: datetime, **more: str) -> None:
    names = {"enterprise": use.enterprise.names, "name": use.indication.names}
    used = {name: value for name, value in names.items() if f"%({name})s" in sentence}
    link = reverse("enterprises:uses", args=[use.enterprise_id])
    notify(to=people, sentence=sentence, link=link, now=now, **used, **more)
