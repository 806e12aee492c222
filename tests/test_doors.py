"""Every address of the site is classified here, and every one that is private keeps strangers and neighbours out.

A new address fails until it stands in one of the three tables: public, for anyone who is signed in, or guarded. A
package may keep its own part of them in `tests/doors.py`, under the same names.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from openitc.people.models import User
from tests.world import World, a_world

Args = Callable[[World], list[Any]]
REFUSED, ONLY_OTHER_METHODS = {403, 404}, 405


def nothing(_world: World) -> list[Any]:
    """The address has no blanks."""
    return []


def center(world: World) -> list[Any]:
    """The center here."""
    return [world.here.center.code]


def resource(world: World) -> list[Any]:
    """The machine here."""
    return [world.here.resource.code]


def enterprise(world: World) -> list[Any]:
    """The enterprise here."""
    return [world.here.enterprise.pk]


def case(world: World) -> list[Any]:
    """The case here."""
    return [world.here.case.number]


def booking(world: World) -> list[Any]:
    """The booking here."""
    return [world.here.booking.pk]


def draft(world: World) -> list[Any]:
    """The pathway that is being written here."""
    return [world.here.draft.pathway.code]


def draft_step(world: World) -> list[Any]:
    """A step of it."""
    return [*draft(world), "roast"]


def pathway(world: World) -> list[Any]:
    """The pathway that everyone may take."""
    return [world.version.pathway.code]


PUBLIC: dict[str, Args] = {
    "journeys:home": nothing,
    "journeys:search": nothing,
    "centers:list": nothing,
    "centers:detail": center,
    "pathways:list": nothing,
    "pathways:detail": pathway,
    "pathways:version": lambda world: [*pathway(world), 1],
    "bookings:catalogue": nothing,
    "bookings:resource": resource,
    "bookings:center": center,  # others see that time is taken, and not by whom
    "bookings:feed": lambda world: [world.here.feed_secret],  # the secret is the key
    "ui:theme": nothing,
    "set_language": nothing,
    "sample:sign-in": nothing,  # there is such a page on the sample network only
    "account_login": nothing,
    "account_logout": nothing,
    "account_signup": nothing,
    "account_inactive": nothing,
    "account_confirm_email": lambda _world: ["none"],
    "account_email_verification_sent": nothing,
    "account_reset_password": nothing,
    "account_reset_password_done": nothing,
    "account_reset_password_from_key": lambda _world: ["1", "none"],
    "account_reset_password_from_key_done": nothing,
}

# Everyone who is signed in has such a page, and sees on it what is their own.
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {
    "journeys:desk": nothing,
    "cases:list": nothing,
    "cases:new": nothing,
    "enterprises:list": nothing,
    "enterprises:new": nothing,
    "enterprises:request": nothing,
    "bookings:mine": nothing,
    "bookings:feeds": nothing,
    "bookings:new": resource,  # anyone may ask for a machine, for an enterprise of their own
    "notices:list": nothing,
    "notices:reading": nothing,
    "people:profile": nothing,
    "account_email": nothing,
    "account_confirm_login_code": nothing,  # without a code that was asked for, it sends people to sign in
    "account_change_password": nothing,
    "account_set_password": nothing,
    "account_reauthenticate": nothing,
}

# What belongs to a center, an enterprise or a person: strangers and neighbours are refused.
GUARDED: dict[str, Args] = {
    "journeys:case": case,
    "cases:notes": case,
    "cases:done-steps": case,
    "cases:withdrawal": lambda world: [*case(world), "study"],
    "cases:change": case,
    "cases:handover": case,
    "cases:referral": case,
    "cases:referral-end": lambda world: [*case(world), f"{world.here.center.code}-HELPS"],
    "cases:closure": case,
    "cases:reopening": case,
    "cases:follow-up": case,
    "routes:options": case,
    "routes:conditions": case,
    "routes:easing": case,
    "routes:search": case,
    "routes:acceptance": case,
    "bookings:detail": booking,
    "bookings:move": booking,
    "bookings:cancellation": booking,
    "bookings:pin": booking,
    "bookings:visit": booking,
    "bookings:hold": lambda world: [world.here.hold.pk],
    "bookings:runs": center,
    "bookings:closure": resource,
    "bookings:closed": lambda world: [*resource(world), world.here.resource_closure.pk],
    "bookings:revocation": lambda world: [world.here.feed_id],
    "notices:detail": lambda world: [world.here.notice.pk],
    "enterprises:detail": enterprise,
    "enterprises:edit": enterprise,
    "enterprises:new-product": enterprise,
    "enterprises:product": lambda world: [*enterprise(world), world.here.product.pk],
    "enterprises:new-member": enterprise,
    "enterprises:departure": lambda world: [*enterprise(world), world.here.membership.pk],
    "enterprises:sharing": enterprise,
    "resources:list": center,
    "resources:new": center,
    "resources:qualifications": center,
    "resources:revocation": lambda world: [*center(world), world.here.qualification.pk],
    "resources:edit": resource,
    "resources:hours": resource,
    "resources:closures": resource,
    "resources:withdrawal": lambda world: [*resource(world), world.here.resource_closure.pk],
    "resources:retirement": resource,
    "centers:new": nothing,
    "centers:organisations": nothing,
    "centers:organisation": lambda world: [world.organisation_id],
    "centers:profile": center,
    "centers:life-cycle": center,
    "centers:clone": center,
    "centers:hours": center,
    "centers:closures": center,
    "centers:closure-withdrawal": lambda world: [*center(world), world.here.closure.pk],
    "centers:holidays": center,
    "centers:offering": center,
    "centers:new-service": center,
    "centers:service": lambda world: [*center(world), world.here.offering_id],
    "centers:service-withdrawal": lambda world: [*center(world), world.here.offering_id],
    "centers:service-restoration": lambda world: [*center(world), world.here.offering_id],
    "centers:service-position": lambda world: [*center(world), world.here.offering_id],
    "centers:people": center,
    "centers:last-day": lambda world: [*center(world), world.here.colleague.pk],
    "pathways:new": nothing,
    "pathways:clones": pathway,
    "pathways:description": draft,
    "pathways:retirement": draft,
    "pathways:return": draft,
    "pathways:drafts": draft,
    "pathways:draft": draft,
    "pathways:draft-removal": draft,
    "pathways:publication": draft,
    "pathways:new-step": draft,
    "pathways:step": draft_step,
    "pathways:position": draft_step,
    "pathways:step-removal": draft_step,
}
# Visitors who may come in all the same: a manager next door writes pathways of their own there, and may take over one
# that everyone may take.
MAY_COME_IN: dict[str, Collection[str]] = {"pathways:new": ("manager",), "pathways:clones": ("manager",)}
# What pages for anyone must not tell of what is here; a package adds its own as `secrets` of the world.
SECRETS: list[Callable[[World], tuple[str, ...]]] = [
    lambda world: (world.here.case.number, world.here.product.name_th, "Among ourselves."),
]
# What such a page rightly tells all the same: whoever tries a product is told what it is.
TELLS: dict[str, Callable[[World], tuple[str, ...]]] = {}
for config in apps.get_app_configs():
    if find_spec(f"{config.name}.tests") and find_spec(f"{config.name}.tests.doors"):
        doors = import_module(f"{config.name}.tests.doors")
        PUBLIC.update(getattr(doors, "PUBLIC", {}))
        FOR_ANYONE_SIGNED_IN.update(getattr(doors, "FOR_ANYONE_SIGNED_IN", {}))
        GUARDED.update(getattr(doors, "GUARDED", {}))
        MAY_COME_IN.update(getattr(doors, "MAY_COME_IN", {}))
        TELLS.update(getattr(doors, "TELLS", {}))
        SECRETS.extend(filter(None, [getattr(doors, "secrets", None)]))
KEPT_OUT = ("stranger", "member", "operator", "officer", "manager", "analyst")


def names(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The name of every address, with its package."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        else:
            yield from names(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


@pytest.fixture
def world(db: None) -> World:
    """Two places, and everyone who comes."""
    return a_world()


def who(world: World, visitor: str) -> User:
    """A stranger, somebody with a role next door, or somebody of the network."""
    found = getattr(world.there, visitor, None) or getattr(world, visitor)
    assert isinstance(found, User)
    return found


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    """Whether the answer is to sign in first."""
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def asked(client: Client, address: str) -> dict[str, HttpResponse]:
    """What the address answers to being looked at and to being sent something."""
    return {"GET": client.get(address), "POST": client.post(address)}


def test_every_address_is_classified_once() -> None:
    there_are = list(names(get_resolver().url_patterns))
    known = [*PUBLIC, *FOR_ANYONE_SIGNED_IN, *GUARDED]
    assert sorted(known) == sorted(set(there_are)), "classify new addresses here, and drop those that are gone"


def test_public_pages_send_nobody_to_sign_in(world: World, client: Client) -> None:
    closed_doors = []
    for name, args in PUBLIC.items():
        answer = client.get(reverse(name, args=args(world)))
        if answer.status_code >= 500 or is_sent_to_sign_in(answer):
            closed_doors.append(f"{name}: {answer.status_code}")
    assert closed_doors == []


def test_everything_else_sends_who_is_not_signed_in_to_sign_in_and_back(world: World, client: Client) -> None:
    open_doors = []
    for name, args in {**FOR_ANYONE_SIGNED_IN, **GUARDED}.items():
        address = reverse(name, args=args(world))
        for method, answer in asked(client, address).items():
            if not is_sent_to_sign_in(answer) and answer.status_code != ONLY_OTHER_METHODS:
                open_doors.append(f"{method} {name}: {answer.status_code}")
    assert open_doors == []


@pytest.mark.parametrize("visitor", KEPT_OUT)
def test_strangers_and_neighbours_are_refused(world: World, client: Client, visitor: str) -> None:
    client.force_login(who(world, visitor))
    open_doors = []
    for name, args in GUARDED.items():
        if visitor in MAY_COME_IN.get(name, ()):
            continue
        answers = {
            method: answer.status_code for method, answer in asked(client, reverse(name, args=args(world))).items()
        }
        tried = {method: status for method, status in answers.items() if status != ONLY_OTHER_METHODS}
        if not tried or not set(tried.values()) <= REFUSED:
            open_doors.append(f"{name}: {answers}")
    assert open_doors == []


def test_a_person_without_a_role_has_pages_of_their_own(world: World, client: Client) -> None:
    client.force_login(world.stranger)
    broken = []
    for name, args in FOR_ANYONE_SIGNED_IN.items():
        answer = client.get(reverse(name, args=args(world)))
        if answer.status_code not in {200, 302, ONLY_OTHER_METHODS}:
            broken.append(f"{name}: {answer.status_code}")
    assert broken == []


@pytest.mark.parametrize("visitor", ["stranger", "member", "operator", "officer", "manager"])
def test_pages_for_anyone_tell_nothing_of_next_door(world: World, client: Client, visitor: str) -> None:
    client.force_login(who(world, visitor))
    secrets = secrets_of(world)
    told = []
    for name, args in {**PUBLIC, **FOR_ANYONE_SIGNED_IN}.items():
        if name.startswith("account_") or name == "bookings:feed":
            continue
        answer = told_by(client.get(reverse(name, args=args(world)), {"q": "Drip coffee"}))
        rightly = TELLS[name](world) if name in TELLS else ()
        told += [f"{name}: {secret}" for secret in secrets if secret in answer and secret not in rightly]
    assert told == []


def told_by(answer: HttpResponse) -> str:
    """Its text: a sheet's is taken out of its packing, and bytes that are no letters are passed over."""
    if is_zipfile(BytesIO(answer.content)):
        with ZipFile(BytesIO(answer.content)) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return answer.content.decode(errors="replace")


def secrets_of(world: World) -> list[str]:
    """What only those who have to do with the case here may read; all that is behind guarded doors is there then."""
    for args in GUARDED.values():
        args(world)
    return [secret for package in SECRETS for secret in package(world)]
