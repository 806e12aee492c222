"""Contract manufacturers to test with. They were added long ago, and their certificates hold for years."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from openitc.centers.models import Organisation, Role
from openitc.centers.tests.builders import a_province, a_role
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.resources.models import Capability
from openitc.sourcing.models import Certificate, Maker, Mark, Process, Site

ISSUED_ON, FAR_OFF = date(2020, 1, 1), date(2099, 12, 31)
_numbers = count(1)


def a_process_tag(code: str = "dry.freeze") -> Capability:
    """One tag of the taxonomy, made once."""
    names = {"name_th": f"ทำ {code}", "name_en": f"Doing {code}", "kind": "machine"}
    return Capability.objects.get_or_create(code=code, defaults=names)[0]


def a_maker(
    name: str = "",
    capability: str | Capability = "dry.freeze",
    *,
    minimum: int = 500,
    monthly: int = 20_000,
    lead_days: int = 30,
    marks: Sequence[str] = (Mark.GMP,),
    verified: bool = True,
    province: str = "TH-51",
) -> Maker:
    """A maker with one process at one site, and a certificate in force for each of the marks."""
    number = next(_numbers)
    names = {"name_th": name or f"โรงงานทดสอบ {number}", "name_en": name or f"Test maker {number}"}
    adder = a_user("Who added the maker")
    maker = Maker(
        organisation=Organisation.objects.create(kind=Organisation.Kind.MAKER, **names),
        province=a_province(province),
        contact_name=f"Khun {number}",
        contact_phone=f"05-000-{number:04d}",
        contact_email=f"maker{number}@example.com",
        added_by=adder,
        added_at=LONG_AGO,
        changed_at=LONG_AGO,
        verified_by=an_officer_of_long_ago() if verified else None,
        verified_at=LONG_AGO if verified else None,
        **names,
    )
    maker.save()
    where = {"latitude": maker.province.latitude, "longitude": maker.province.longitude}
    Site.objects.create(maker=maker, province=maker.province, added_at=LONG_AGO, **names, **where)
    tag = capability if isinstance(capability, Capability) else a_process_tag(capability)
    Process.objects.create(maker=maker, capability=tag, minimum=minimum, monthly=monthly, lead_days=lead_days)
    maker.refresh_search()
    maker.save()
    for mark in marks:
        a_certificate(maker, mark)
    return maker


def a_certificate(
    maker: Maker, mark: str = Mark.GMP, *, expires_on: date = FAR_OFF, verified: bool = True, number: str = ""
) -> Certificate:
    """A certificate of the maker, verified where nothing else is said."""
    return Certificate.objects.create(
        maker=maker,
        mark=mark,
        number=number or f"C-{next(_numbers)}",
        issuer="Provincial health office",
        issued_on=min(ISSUED_ON, expires_on - timedelta(days=365)),
        expires_on=expires_on,
        entered_by=maker.added_by,
        entered_at=LONG_AGO,
        verified_by=an_officer_of_long_ago() if verified else None,
        verified_at=LONG_AGO if verified else None,
    )


def a_member_of_maker(maker: Maker, *, name: str = "Malee of the maker") -> User:
    """Somebody who acts for the maker."""
    user = a_user(name)
    a_role(user, Role.MAKER_MEMBER, at=maker.organisation)
    return user


def an_officer_of_long_ago() -> User:
    """Who verified it all; made once."""
    known = User.objects.filter(email="verified@example.com").first()
    return known or a_user("Verified the officer", email="verified@example.com")
