"""What the frame of every page is given."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from openitc.centers.tests.builders import (
    a_center,
    a_manager,
    a_role,
    an_administrator,
    an_analyst,
    an_officer,
    an_operator,
)
from openitc.config.context import everywhere
from openitc.enterprises.tests.builders import a_member, an_enterprise
from openitc.notices.operations import notify
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.sample.models import Load
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker

pytestmark = pytest.mark.django_db
EVERYONE_S = ["/centers/", "/machines/", "/pathways/", "/makers/"]
OFFICER_S = ["/desk/", "/cases/", "/enterprises/"]
STAFF_S = ["/desk/"]
CLIENT_S = ["/desk/", "/cases/"]
MAKER_S = ["/desk/", "/quotations/invitations/"]
SAMPLE = "Sample data, not official"


def facts_for(user: User | None, path: str = "/centers/") -> dict[str, Any]:
    """What a page in English is given for that person."""
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    with translation.override("en"):
        return everywhere(request)


def menu_of(user: User | None) -> list[str]:
    return [item.url for item in facts_for(user)["nav"]]


def test_a_visitor_is_offered_what_is_public() -> None:
    assert menu_of(None) == [*EVERYONE_S, "/products/"]
    assert [item.url for item in facts_for(None)["foot_links"]] == [
        "/products/",
        "/standards/",
        "/v/",
        "/news/",
        "/check/",
    ]
    assert "standing" not in facts_for(None)


def test_each_role_is_offered_what_it_does() -> None:
    center = a_center()
    owner = a_member(an_enterprise(center=center))
    menus = {
        "officer": menu_of(an_officer(center)),
        "manager": menu_of(a_manager(center)),
        "operator": menu_of(an_operator(center)),
        "analyst": menu_of(an_analyst()),
        "administrator": menu_of(an_administrator()),
        "owner": menu_of(owner),
        "maker": menu_of(a_member_of_maker(a_maker())),
        "newcomer": menu_of(a_user()),
    }
    assert menus == {
        "officer": OFFICER_S + EVERYONE_S[1:],
        "manager": OFFICER_S + EVERYONE_S[1:],
        "operator": STAFF_S + EVERYONE_S,
        "analyst": STAFF_S + EVERYONE_S,
        "administrator": STAFF_S + EVERYONE_S,
        "owner": CLIENT_S + EVERYONE_S,
        "maker": MAKER_S + EVERYONE_S,
        "newcomer": CLIENT_S + EVERYONE_S,
    }


def test_the_menu_marks_where_one_is() -> None:
    nav = facts_for(a_user(), "/centers/")["nav"]
    assert [item.url for item in nav if item.current] == ["/centers/"]


def test_who_has_several_roles_is_named_by_the_one_that_does_most() -> None:
    center, other = a_center("Lamphun"), a_center("Lampang")
    officer = an_officer(center)
    assert facts_for(officer)["acting_as"] == "center officer · Lamphun"
    a_role(officer, "manager", at=other)
    assert facts_for(officer)["acting_as"] == "center manager · Lampang"


def test_who_has_no_role_is_named_by_none() -> None:
    assert facts_for(a_user())["acting_as"] == ""


def test_what_waits_to_be_read_is_counted() -> None:
    user = a_user()
    notify(to=[user], sentence="Something happened.", now=LONG_AGO)
    assert facts_for(user)["unread"] == 1


@pytest.mark.parametrize("path", ["/", "/centers/", "/account/login/", "/nowhere/"])
def test_every_page_of_the_sample_network_says_that_it_is_one(client: Client, path: str) -> None:
    client.cookies["language"] = "en"
    assert SAMPLE not in client.get(path).content.decode()
    Load.objects.create(loaded_at=LONG_AGO, seed=1, seconds=1)
    assert SAMPLE in client.get(path).content.decode()


def test_a_request_that_nobody_was_looked_up_for_is_a_visitor_s() -> None:
    facts = everywhere(RequestFactory().get("/"))
    assert "standing" not in facts
    assert facts["sample_network"] is False


def test_the_frame_asks_little_and_no_more_in_a_larger_network(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    officer = an_officer(a_center())
    with django_assert_num_queries(4):  # the sample, the roles, the notices, the center
        facts_for(officer)
    for _more in range(3):
        an_officer(a_center())
    with django_assert_num_queries(4):
        facts_for(officer)
