"""Enterprises to test with."""

import io
from datetime import datetime, timedelta
from itertools import count

from PIL import Image

from openitc.centers.models import Center, Role
from openitc.centers.tests.builders import a_province, a_role, an_officer
from openitc.enterprises import operations
from openitc.enterprises.models import Enterprise, GeographicalIndication, Photograph, Product, RegisteredUse
from openitc.enterprises.operations import Profile
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.shared import clock

JURISTIC = "0105536112014"  # numbers whose check digit is right, from the documentation of python-stdnum
CITIZEN = "3100600445635"
_numbers = count(1)


def a_profile(
    name: str = "Mae Tha Coffee",
    *,
    province: str = "TH-51",
    registration: str = "",
    kind: str = Enterprise.Kind.COMMUNITY,
) -> Profile:
    """What an enterprise of that name says of itself: a community enterprise where nothing else is said."""
    return Profile(kind=kind, name_th=name, name_en=name, province=a_province(province), registration=registration)


def an_enterprise(
    name: str = "",
    *,
    center: Center,
    province: str = "TH-51",
    registration: str = "",
    kind: str = Enterprise.Kind.COMMUNITY,
    by: User | None = None,
) -> Enterprise:
    """An enterprise that the center knows."""
    return operations.register_enterprise(
        profile=a_profile(
            name or f"Enterprise {next(_numbers)}", province=province, registration=registration, kind=kind
        ),
        center=center,
        despite_namesakes=True,
        by=by or an_officer(center),
        now=LONG_AGO,
    )


def a_member(enterprise: Enterprise, *, name: str = "Nid the owner") -> User:
    """Somebody who acts for the enterprise."""
    user = a_user(name)
    a_role(user, Role.ENTERPRISE_MEMBER, at=enterprise.organisation)
    return user


def a_product(enterprise: Enterprise, name: str = "Drip coffee") -> Product:
    """A product of the enterprise."""
    return operations.add_product(
        enterprise=enterprise, name_th=name, name_en=name, isic="1079", by=enterprise.registered_by, now=LONG_AGO
    )


def an_indication(code: str = "lamphun-brocade-silk") -> GeographicalIndication:
    """One of those on file; they are loaded again where a test with real transactions emptied the table."""
    a_province()
    if not GeographicalIndication.objects.filter(code=code).exists():
        operations.load_indications()
    return GeographicalIndication.objects.get(code=code)


def a_use(
    enterprise: Enterprise,
    *,
    indication: str = "lamphun-brocade-silk",
    verified_by: User | None = None,
    days: int = 365,
    by: User | None = None,
    now: datetime | None = None,
) -> RegisteredUse:
    """A permission to use a protected name, with its letter; verified where somebody is named."""
    now = now or clock.now()
    use = operations.enter_use(
        enterprise=enterprise,
        indication=an_indication(indication),
        number=f"GI-{next(_numbers)}",
        valid_from=clock.local_day(now),
        valid_until=clock.local_day(now) + timedelta(days=days),
        proof=("letter.png", a_picture()),
        by=by or enterprise.registered_by,
        now=now,
    )
    return operations.verify_use(use=use, by=verified_by, now=now) if verified_by else use


def a_picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    """The bytes of a small picture."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, format=kind)
    return written.getvalue()


def a_photograph(product: Product) -> Photograph:
    """A photograph of the product."""
    return operations.add_photograph(
        product=product, name="loom.png", data=a_picture(), by=product.added_by, now=LONG_AGO
    )
