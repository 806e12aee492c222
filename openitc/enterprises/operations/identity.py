"""Writes to what makes a product of its place."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Province
from openitc.documents.operations import PICTURES, keep_file
from openitc.enterprises.models import LocalIdentity, Photograph, Product, RegisteredUse
from openitc.enterprises.rules import are_months, months_of
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather

MOST_PHOTOGRAPHS = 12


class IdentityRefused(Refused):
    """A sheet cannot tell that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sheet tells; `use` is the registration by which a protected name stands on the product."""

    province: Province | None = None
    district_th: str = ""
    district_en: str = ""
    material_th: str = ""
    material_en: str = ""
    season: Iterable[int] = ()
    craft_th: str = ""
    craft_en: str = ""
    makers_th: str = ""
    makers_en: str = ""
    story_th: str = ""
    story_en: str = ""
    use: RegisteredUse | None = None


@operation
def write_identity(*, product: Product, told: Told, by: User, now: datetime) -> LocalIdentity:
    """Tell where the product comes from. A protected name is for a verified user of it only."""
    _refuse_faults(product, told, now)
    known = LocalIdentity.objects.select_for_update().filter(product=product).first()
    identity = known or LocalIdentity(product=product)
    for field in fields(Told):
        value = getattr(told, field.name)
        setattr(identity, field.name, value.strip() if isinstance(value, str) else value)
    identity.season = months_of(told.season)
    identity.changed_by, identity.changed_at = by, now
    identity.save()
    sentence = gettext_noop("The local identity of %(product)s was told.")
    _record("told-identity", sentence, product, by, now)
    return identity


@operation
def add_photograph(
    *, product: Product, name: str, data: bytes, caption_th: str = "", caption_en: str = "", by: User, now: datetime
) -> Photograph:
    """Add a picture; where and by what it was taken is not kept."""
    if product.photographs.filter(withdrawn_at=None).count() >= MOST_PHOTOGRAPHS:
        text = _("A product has at most %(most)s photographs. Withdraw one that says less.") % {
            "most": MOST_PHOTOGRAPHS
        }
        raise IdentityRefused(Reason(text, "too_many", "file"))
    file = keep_file(name=name, data=data, kinds=PICTURES, by=by, now=now)
    photograph = Photograph.objects.create(
        product=product,
        file=file,
        caption_th=caption_th.strip(),
        caption_en=caption_en.strip(),
        added_by=by,
        added_at=now,
    )
    sentence = gettext_noop("A photograph of %(product)s was added.")
    _record("added-photograph", sentence, product, by, now)
    return photograph


@operation
def withdraw_photograph(*, photograph: Photograph, by: User, now: datetime) -> Photograph:
    """Show a picture no longer; its file stays."""
    if photograph.withdrawn_at is None:
        photograph.withdrawn_at = now
        photograph.save(update_fields=["withdrawn_at"])
        sentence = gettext_noop("A photograph of %(product)s was withdrawn.")
        _record("withdrew-photograph", sentence, photograph.product, by, now)
    return photograph


def _refuse_faults(product: Product, told: Told, now: datetime) -> None:
    faults = []
    if not are_months(told.season):
        faults.append(Reason(_("A season is made of months. Choose them anew."), "season", "season"))
    use = told.use
    if use and (use.enterprise_id != product.enterprise_id or not use.is_in_force(clock.local_day(now))):
        text = _(
            "A protected name may be written only by a user of it who is permitted and verified. Ask the Department "
            "of Intellectual Property for the permission, enter it among the protected names of the enterprise, and "
            "an officer of your center verifies it."
        )
        faults.append(Reason(text, "no_right", "use"))
    gather(faults, kind=IdentityRefused)


def _record(verb: str, sentence: str, product: Product, by: User, now: datetime) -> None:
    about = [product, product.enterprise]
    record(verb, sentence, about=about, by=by, now=now, product=product.names)
