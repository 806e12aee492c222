"""One more of everything that lists show, for the tests that count what a page asks the database."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max

from openitc.bookings.tests.builders import a_resource
from openitc.cases.models import Case
from openitc.cases.operations import name_advisor
from openitc.centers.models import Role
from openitc.centers.tests.builders import a_center, a_role, an_offering, an_officer, an_organisation
from openitc.diagnosis.models import Version
from openitc.diagnosis.tests.builders.assessments import a_finished_check, an_open_check
from openitc.diagnosis.tests.builders.versions import a_draft as a_draft_of_questions
from openitc.enterprises.operations.figures import state_figures
from openitc.enterprises.tests.builders import a_photograph, a_product, a_use, an_enterprise
from openitc.notices.operations import notify
from openitc.pathways.tests.builders import a_draft, a_published_pathway
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO
from openitc.resources.operations.needs import keep_unmet_need
from openitc.selection.models import Comparison, Judge
from openitc.selection.operations.comparisons import Contents, change_comparison
from openitc.selection.queries.comparisons import criteria_of, ideas_of
from openitc.selection.tests.builders.comparisons import IDEAS, KEYS, a_comparison, a_complete_judge, a_judge
from openitc.selection.tests.builders.costings import a_line
from openitc.shared import clock
from openitc.sourcing.models import Award, Maker, Process, Rfq, Site
from openitc.sourcing.tests.builders.makers import a_certificate, a_maker, a_member_of_maker, a_process_tag
from openitc.sourcing.tests.builders.quotes import a_delivery, a_quote, an_award
from openitc.sourcing.tests.builders.requests import an_invitation, an_rfq
from tests.growing_sale import Sold, grow_sale, sold_at
from tests.world import Place, World, a_booking_of, a_case_on_its_way, next_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked at while it grows: rows of the place here, and a maker."""

    comparison: Comparison
    judge: Judge
    maker: Maker
    maker_member: User
    open: Rfq
    answered: Rfq
    award: Award
    sold: Sold


def looked_at(place: Place) -> Looked:
    """The first of each."""
    comparison, maker = a_comparison(place.case, keys=KEYS[:3]), a_maker()
    requests = [an_rfq(place.case, by=place.officer, now=now) for now in (None, LONG_AGO, LONG_AGO)]
    return Looked(
        comparison=comparison,
        judge=a_judge(comparison, name="Grandfather Kaeo"),
        maker=maker,
        maker_member=a_member_of_maker(maker),
        open=requests[0],
        answered=requests[1],
        award=an_award(a_quote(an_invitation(requests[2], maker, agreed=True)), by=place.officer),
        sold=sold_at(place),
    )


def grow(world: World, place: Place, looked: Looked) -> None:
    """One more of everything that lists show."""
    enlarge_network(world, place)
    enlarge_diagnosis(world, place)
    enlarge_enterprise(place)
    enlarge_selection(world, place, looked.comparison)
    enlarge_makers(looked.maker)
    enlarge_requests(world, place, looked)
    grow_sale(place, looked.sold, [another_case(world, place) for _each in range(2)])


def enlarge_network(world: World, place: Place) -> None:
    """Centers, people, services, machines, bookings, pathways and notices."""
    now = clock.now()
    center, officer = place.center, place.officer
    a_center(parent=center)
    an_officer(center)
    an_offering(center, f"Service {now}")
    an_organisation(f"Host {now}")
    resource = a_resource(center, f"roaster{center.resources.count()}")
    case = another_case(world, place)
    for during in next_days(3):
        a_booking_of(case, resource, during, by=officer)
    a_booking_of(place.case, resource, next_days(5)[-1], by=officer)
    notify(to=[place.manager, place.member], sentence="Welcome.", link="/", now=now)
    a_draft(center=center, by=place.manager)
    a_published_pathway(by=world.administrator)


def another_case(world: World, place: Place) -> Case:
    """A case of another enterprise, whose officer advises on it; the member here acts for that enterprise too."""
    enterprise = an_enterprise(center=place.center, by=place.officer)
    a_product(enterprise, "Another coffee")
    a_role(place.member, Role.ENTERPRISE_MEMBER, at=enterprise.organisation)
    case = a_case_on_its_way(place.center, enterprise, world.version, place.officer, now=clock.now())
    return name_advisor(case=case, advisor=place.officer, by=place.officer, now=clock.now())


def enlarge_diagnosis(world: World, place: Place) -> None:
    """Assessments before and after support, one that is due again, one that is open, and questions to be published."""
    now, by = clock.now(), place.officer
    for round_, ago in (("T0", 500), ("T1", 30)):
        a_finished_check(place.enterprise, round=round_, by=by, now=now - timedelta(days=ago))
    a_finished_check(another_case(world, place).enterprise, by=by, now=now - timedelta(days=500))
    an_open_check(another_case(world, place).enterprise, form="full", by=by, now=now)
    offered = a_draft_of_questions(a_center(), by=by)
    offered.offered_at = now
    offered.save()
    latest = Version.objects.aggregate(latest=Max("number"))["latest"]
    published = a_draft_of_questions(a_center(), by=by)
    published.number, published.published_at = latest + 1, now
    published.save()


def enlarge_enterprise(place: Place) -> None:
    """A product with photographs, permissions to use protected names, and figures of a year."""
    enterprise, now = place.enterprise, clock.now()
    a_product(enterprise, f"Coffee {now}")
    a_photograph(place.product)
    a_use(enterprise)
    year = now.year - 1 - enterprise.year_figures.count()
    state_figures(
        enterprise=enterprise, year=year, sector="manufacturing", employees=9, revenue=100, by=place.officer, now=now
    )


def enlarge_selection(world: World, place: Place, comparison: Comparison) -> None:
    """One more idea, with a line of its costing, and judges; and others that wait for a word or a choice."""
    ideas = [idea.product for idea in ideas_of(comparison)]
    ideas.append(a_product(place.enterprise, f"Idea {clock.now()}"))
    contents = Contents(products=ideas, keys=[row.key for row in criteria_of(comparison)])
    change_comparison(comparison=comparison, contents=contents, by=place.officer, now=clock.now())
    a_line(ideas_of(comparison)[0], f"Line {clock.now()}")
    a_complete_judge(comparison, name="Grandmother Bua")
    a_judge(comparison, name="Uncle Kham")
    for among in (place.officer, None):
        waiting = a_comparison(another_case(world, place), ideas=IDEAS[:2], keys=KEYS[:2])
        a_judge(waiting, user=among, name="Aunt Sai", role=Judge.Role.ADVISOR if among else Judge.Role.ENTERPRISE)
    a_complete_judge(a_comparison(another_case(world, place), ideas=IDEAS[:2], keys=KEYS[:2]))


def enlarge_makers(maker: Maker) -> None:
    """The maker with one more of what it has; others that wait to be verified; and what nobody makes."""
    now = clock.now()
    a_maker(verified=False)
    a_certificate(maker, verified=False, expires_on=clock.local_day(now + timedelta(days=9)))
    a_certificate(a_maker(), verified=False)
    tag = a_process_tag(f"dry.way{maker.processes.count()}")
    Process.objects.create(maker=maker, capability=tag, minimum=500, monthly=20_000, lead_days=30)
    where = {"latitude": maker.province.latitude, "longitude": maker.province.longitude}
    Site.objects.create(maker=maker, province=maker.province, added_at=now, name_th="a", name_en="a", **where)
    keep_unmet_need(kind="maker", capability=tag, province=maker.province, by=None, now=now)


def enlarge_requests(world: World, place: Place, looked: Looked) -> None:
    """The requests here with one more maker each; and others, each of which waits for somebody in its own way."""
    by, today, maker = place.officer, clock.local_day(clock.now()), looked.maker
    asked = an_invitation(looked.open, a_maker(), accepted=True)
    asked.questions.create(rfq=looked.open, text="Which bag?", asked_at=clock.now())
    a_quote(an_invitation(looked.answered, a_maker(), agreed=True))
    a_delivery(looked.award, due_on=today - timedelta(days=3))
    draft, asking, silent, answered, awarded = (another_case(world, place) for _each in range(5))
    an_rfq(draft, sent=False, by=by)
    an_invitation(an_rfq(asking, by=by), maker)
    an_rfq(silent, by=by, now=LONG_AGO)
    a_quote(an_invitation(an_rfq(answered, by=by, now=LONG_AGO), maker, agreed=True))
    for delivered in (False, True):
        award = an_award(a_quote(an_invitation(an_rfq(awarded, by=by, now=LONG_AGO), maker, agreed=True)), by=by)
        if delivered:
            a_delivery(award, due_on=today - timedelta(days=3))
