"""Small worlds for the tests of pathways: a center, what it can do, who manages it, and a pathway."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count

from openitc.centers.models import Center, Membership, OpeningHours, Organisation, Province, Role
from openitc.pathways import operations
from openitc.pathways.models import Version
from openitc.pathways.rules import GapPlan, RolePlan, StepPlan
from openitc.people.models import User
from openitc.resources.models import Capability, FeeBasis, Kind, Place, Resource, ResourceType

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_numbers = count(1)


def a_user(name: str = "") -> User:
    return User.objects.create_user(f"writer{next(_numbers)}@example.com", name=name)


def a_province(code: str = "TH-50") -> Province:
    province, _ = Province.objects.get_or_create(
        code=code, defaults={"name_th": "เชียงใหม่", "name_en": "Chiang Mai", "latitude": 18.8, "longitude": 98.9}
    )
    return province


def a_center(code: str = "", *, parent: Center | None = None, status: str = Center.Status.OPENED) -> Center:
    """A center that is open on weekdays from nine to five."""
    number = next(_numbers)
    host = Organisation.objects.create(name_th="หน่วยงาน", name_en="Host", kind=Organisation.Kind.HOST)
    center = Center.objects.create(
        code=code or f"C{number}",
        name_th=f"ศูนย์ {number}",
        name_en=f"Center {number}",
        kind=Center.Kind.MINI if parent else Center.Kind.REGIONAL,
        status=status,
        host=host,
        supervising=host,
        province=a_province(),
        latitude=18.8,
        longitude=98.9,
        parent=parent,
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(center=center, weekday=weekday, opens=time(9), closes=time(17)) for weekday in range(5)
    )
    return center


def a_member_of_staff(center: Center, role: str = Role.MANAGER) -> User:
    user = a_user()
    Membership.objects.create(user=user, role=role, center=center, starts_on=date(2020, 1, 1))
    return user


def an_administrator() -> User:
    user = a_user()
    owner = Organisation.objects.create(name_th="กสอ.", name_en="DIP", kind=Organisation.Kind.NETWORK_OWNER)
    Membership.objects.create(user=user, role=Role.ADMINISTRATOR, organisation=owner, starts_on=date(2020, 1, 1))
    return user


def a_capability(code: str, *, name_en: str = "") -> Capability:
    capability, _ = Capability.objects.get_or_create(
        code=code, defaults={"name_th": code, "name_en": name_en or code, "kind": Kind.MACHINE}
    )
    return capability


def a_resource(center: Center, *capabilities: str, places: int = 1, overnight: bool = False) -> Resource:
    number = next(_numbers)
    kind, _ = ResourceType.objects.get_or_create(code="machine", defaults={"name_th": "เครื่อง", "kind": Kind.MACHINE})
    resource = Resource.objects.create(
        center=center,
        type=kind,
        kind=Kind.MACHINE,
        code=f"r{number}",
        name_th=f"เครื่อง {number}",
        name_en=f"Machine {number}",
        fee_basis=FeeBasis.FREE,
        runs_overnight=overnight,
        added_at=NOW,
    )
    resource.capabilities.set([a_capability(code) for code in capabilities])
    Place.objects.bulk_create(Place(resource=resource, number=number) for number in range(1, places + 1))
    return resource


def a_step(
    key: str = "roast",
    *capabilities: str,
    stage: str = "engineering",
    duration: int = 120,
    after: Sequence[GapPlan] = (),
    attended: bool = False,
    through_night: bool = False,
) -> StepPlan:
    """A step that needs the capabilities, one each, for all of its time."""
    roles = tuple(RolePlan(capability=code, duration=duration) for code in capabilities or ("roast.coffee",))
    return StepPlan(
        key=key,
        stage=stage,
        name_th=f"ขั้น {key}",
        name_en=f"Step {key}",
        duration=duration,
        roles=roles,
        gaps=tuple(after),
        attended=attended,
        through_night=through_night,
    )


def the_usual_steps() -> list[StepPlan]:
    """An analysis, then a roast, then a test at another time."""
    return [
        a_step("study", "expert.food", stage="analysis"),
        a_step("roast", "roast.coffee", after=[GapPlan(after="study")], attended=True),
        a_step("test", "test.shelf_life", stage="certification", after=[GapPlan(after="roast", ships=True)]),
    ]


def a_capable_center(code: str = "") -> Center:
    """A center that can do every one of the usual steps."""
    center = a_center(code)
    for capability in ("expert.food", "roast.coffee", "test.shelf_life"):
        a_resource(center, capability)
    return center


def a_published_pathway(
    code: str = "", *, center: Center | None = None, steps: Sequence[StepPlan] = (), by: User | None = None
) -> Version:
    """A pathway of the usual steps that cases may start with."""
    if not Resource.objects.exists():
        a_capable_center()
    return operations.publish_pathway(
        code=code or f"way-{next(_numbers)}",
        name_th="กาแฟดริป",
        name_en="Coffee drip bag",
        center=center,
        steps=steps or the_usual_steps(),
        by=by or a_user(),
        now=NOW,
    )


def a_draft(*, center: Center | None = None, steps: Sequence[StepPlan] = (), by: User | None = None) -> Version:
    """A pathway that nobody published yet, with those steps."""
    by = by or a_user()
    draft = operations.start_pathway(name_th="ชา", name_en="Tea", center=center, by=by, now=NOW)
    for plan in steps:
        a_known_step(draft, plan, by=by)
    return draft


def a_known_step(draft: Version, plan: StepPlan, *, by: User) -> None:
    """The step added to the draft, its capabilities known."""
    for role in plan.roles:
        a_capability(role.capability)
    operations.add_step(version=draft, plan=plan, by=by, now=NOW)
