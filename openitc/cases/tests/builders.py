"""Small worlds for the tests of cases: an enterprise and its people, and a case at a center."""

from datetime import date
from itertools import count

from openitc.cases import operations, queries
from openitc.cases.models import Case
from openitc.centers.models import Center, Membership, Role
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.operations import add_product, register_enterprise
from openitc.enterprises.operations.enterprises import Profile
from openitc.pathways.models import Step, Version
from openitc.pathways.tests.builders import NOW, a_member_of_staff, a_province, a_published_pathway, a_user
from openitc.people.models import User

_names = count(1)


def a_profile(name_th: str = "") -> Profile:
    """What an enterprise says of itself when it walks in."""
    name_th = name_th or f"สวน{chr(0x0E01 + next(_names) % 40) * 9}"
    return Profile(kind=Enterprise.Kind.COMMUNITY, name_th=name_th, province=a_province())


def an_enterprise(center: Center, name_th: str = "") -> Enterprise:
    """An enterprise that the center knows."""
    return register_enterprise(profile=a_profile(name_th), center=center, despite_namesakes=True, by=a_user(), now=NOW)


def a_product(enterprise: Enterprise, name_th: str = "กาแฟดริปคั่วกลาง") -> Product:
    return add_product(enterprise=enterprise, name_th=name_th, by=a_user(), now=NOW)


def a_member_of(enterprise: Enterprise) -> User:
    user = a_user()
    Membership.objects.create(
        user=user, role=Role.ENTERPRISE_MEMBER, organisation=enterprise.organisation, starts_on=date(2020, 1, 1)
    )
    return user


def an_officer(center: Center) -> User:
    return a_member_of_staff(center, Role.OFFICER)


def a_case(
    center: Center,
    *,
    enterprise: Enterprise | None = None,
    product: str = "กาแฟดริปคั่วกลาง",
    version: Version | None = None,
    officer: User | None = None,
    by: User | None = None,
) -> Case:
    """A case at the center, along the usual steps."""
    enterprise = enterprise or an_enterprise(center)
    return operations.open_case(
        enterprise=enterprise,
        product=a_product(enterprise, product),
        version=version or a_published_pathway(),
        center=center,
        officer=officer,
        by=by or a_user(),
        now=NOW,
    )


def the_step(case: Case, key: str) -> Step:
    """One of the steps of the case."""
    return case.version.steps.get(key=key)


def do_step(case: Case, key: str) -> None:
    """Mark the step as done just now."""
    operations.mark_step_done(case=case, step=the_step(case, key), done_at=NOW, by=a_user(), now=NOW)


def let_through(case: Case) -> Case:
    """The case may leave every stage: what its gates ask for was settled elsewhere."""
    for gate in queries.gates_of(case):
        operations.skip_stage(case=case, stage=gate.stage, reason="ตกลงกันไว้ก่อนแล้ว", by=a_user(), now=NOW)
    return case
