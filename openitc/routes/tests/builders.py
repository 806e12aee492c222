"""Ways to market on the small world of bookings: steps with what they need, and cases that follow them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openitc.bookings.models import Booking, Hold
from openitc.bookings.tests.builders import NOW, a_capability, a_case, an_enterprise
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.pathways.models import Gap, Pathway, Step, StepRole, Version
from openitc.people.models import User
from openitc.routes import operations, queries
from openitc.routes.models import Proposal
from openitc.routes.rules.network import Kept, Means, Network, Spot
from openitc.shared import clock

FIRST = date(2027, 2, 1)  # a Monday without holidays in its week


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A step to build: its roles as (capability, minutes) or (capability, minutes, units)."""

    key: str
    roles: Sequence[tuple[str, int] | tuple[str, int, int]]
    minutes: int = 0
    after: Mapping[str, dict[str, object]] = field(default_factory=dict)
    attended: bool = True
    through_night: bool = False
    stage: str = "engineering"


def a_way(*steps: Wanted) -> Version:
    """A published version with these steps."""
    registrar = User.objects.filter(email="registrar@example.com").first() or User.objects.create_user(
        "registrar@example.com", name="Registrar"
    )
    pathway = Pathway.objects.create(code=f"way-{Pathway.objects.count()}", name_th="ทาง", name_en="Way")
    version = Version.objects.create(pathway=pathway, number=1, drafted_by=registrar, drafted_at=NOW)
    made: dict[str, Step] = {}
    for position, wanted in enumerate(steps):
        made[wanted.key] = step = Step.objects.create(
            version=version, key=wanted.key, position=position, stage=wanted.stage, name_th=f"ขั้น {wanted.key}",
            name_en=wanted.key.capitalize(), attended=wanted.attended, through_night=wanted.through_night,
            duration_minutes=wanted.minutes or max(role[1] for role in wanted.roles),
        )  # fmt: skip
        for place, (capability, minutes, *units) in enumerate(wanted.roles):
            StepRole.objects.create(
                step=step, position=place, capability=a_capability(capability), duration_minutes=minutes,
                units=units[0] if units else 1,
            )  # fmt: skip
        for key, facts in wanted.after.items():
            Gap.objects.create(step=step, after=made[key], **facts)
    version.published_at, version.published_by = NOW, registrar
    version.save()
    return version


ROAST = Wanted(key="roast", roles=[("roast.coffee", 120)])
TEST = Wanted(
    key="test", roles=[("test.taste", 60)], after={"roast": {"ships": True}}, attended=False, stage="certification"
)


def a_planned_case(center: Center, *steps: Wanted, enterprise: Enterprise | None = None) -> Case:
    """A case whose way has these steps; else a roast and a test that a sample is sent to."""
    return a_case(center, enterprise or an_enterprise(), a_way(*(steps or (ROAST, TEST))))


def a_proposal(case: Case, by: User, *, now: datetime = NOW) -> Proposal:
    """The routes of the case."""
    return operations.propose(case=case, by=by, now=now)


def a_hold_of_the_first_route(case: Case, by: User, *, now: datetime = NOW) -> Hold:
    """The fastest route, taken."""
    route = a_proposal(case, by, now=now).routes.order_by("position")[0]
    return operations.accept(route=route, by=by, now=now)


def bookings_of(case: Case, *, now: datetime = NOW) -> dict[str, Booking]:
    """What stands for the case, by step."""
    return {row.step.key: row for row in queries.standing_bookings(case, now=now) if row.step}


def a_network(*means: Means, kept: Mapping[int, Mapping[int, Kept]] | None = None, centers: int = 1) -> Network:
    """A network in plain values, with centers a good hundred kilometres apart."""
    spots = {
        key: Spot(key=key, code=f"C{key}", names={}, position=(18.0 - key, 99.0), province="TH-50", province_names={})
        for key in range(1, centers + 1)
    }
    return Network(
        first=FIRST, read_at=clock.at(FIRST), seen_to=1, begun_in=0, spots=spots,
        means={each.key: each for each in means}, kept=kept or {},
    )  # fmt: skip


def some_means(key: int = 1, **facts: object) -> Means:
    """A machine that is open from nine to four, from Monday to Friday of four weeks."""
    days = [day for day in range(28) if day % 7 < 5]
    plain: dict[str, object] = {
        "key": key,
        "code": f"machine-{key}",
        "names": {"th": f"เครื่อง {key}", "en": f"Machine {key}"},
        "kind": "machine",
        "type": key,
        "center": 1,
        "capabilities": frozenset(["roast.coffee"]),
        "places": (key,),
        "fee_basis": "per_hour",
        "fee": 60_000,
        "open": tuple((day * 1440 + 540, day * 1440 + 960) for day in days),
    }
    return Means(**{**plain, **facts})  # type: ignore[arg-type] # facts are checked by the dataclass's own users
