"""Standards and certificates to test with, and a case to hang them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.urls import reverse

from openitc.cases.models import AddedSteps, Case
from openitc.cases.operations import add_steps, open_case
from openitc.centers.models import Center
from openitc.centers.tests.builders import a_center, an_officer
from openitc.certification.models import Certificate, Requirement
from openitc.certification.operations.roadmaps import tell_roadmap
from openitc.certification.tests.builders.laboratory import a_laboratory
from openitc.documents.models import Content, File
from openitc.enterprises.models import Enterprise, Product
from openitc.enterprises.tests.builders import a_member, a_product, an_enterprise
from openitc.pathways.models import Version
from openitc.pathways.rules import RolePlan, StepPlan
from openitc.pathways.tests.builders import a_capability, a_published_pathway
from openitc.people.models import User
from openitc.people.tests.builders import LONG_AGO, a_user
from openitc.shared import clock
from openitc.shared.ids import public_code
from openitc.standards.models import Edition, Market, Method, Standard

LONG_AGO_DAY = date(2020, 1, 1)
FOOD_NUMBER = "50-2-01564-2-0001"
_numbers = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A case with its center and the people on both sides."""

    center: Center
    case: Case
    officer: User
    colleague: User
    member: User

    @property
    def enterprise(self) -> Enterprise:
        """Whose case it is."""
        return self.case.enterprise

    @property
    def product(self) -> Product:
        """What it brings."""
        return self.case.product


def a_place(*, isic: str = "1079", version: Version | None = None, market: str = Market.HOME) -> Place:
    """A center with two officers, and a case of an enterprise with one member."""
    center = a_center()
    officer, colleague = an_officer(center), an_officer(center, name="Chai the colleague")
    enterprise = an_enterprise(center=center, by=officer)
    product = a_product(enterprise, "Ginger powder")
    if product.isic != isic:
        product.isic = isic
        product.save()
    case = open_case(
        enterprise=enterprise,
        product=product,
        version=version
        or Version.objects.filter(published_at__isnull=False).first()
        or a_published_pathway(by=officer),
        center=center,
        market=market,
        officer=officer,
        by=officer,
        now=clock.now(),
    )
    return Place(center=center, case=case, officer=officer, colleague=colleague, member=a_member(enterprise))


def an_edition(
    key: str = "food-licence",
    *,
    methods: Sequence[dict[str, Any]] = (),
    approved: bool = True,
    standard: Standard | None = None,
    **facts: Any,  # noqa: ANN401 - the fields of the table
) -> Edition:
    """An approved, confirmed edition, the next of its standard: law at home, for every kind of product."""
    names = {"name_th": facts.pop("name", key.capitalize()), "name_en": key.replace("-", " ").capitalize()}
    standard = (
        standard
        or Standard.objects.get_or_create(key=key, defaults={"mark": key[:3].upper(), "added_at": LONG_AGO, **names})[0]
    )
    latest = standard.editions.order_by("-number").first()
    approver = {"approved_by": a_user("Who approved"), "approved_at": LONG_AGO} if approved else {}
    edition = Edition(
        standard=standard,
        number=latest.number + 1 if latest else 1,
        authority_th="สำนักงาน",
        authority_en="The authority",
        about_th="ครอบคลุม",
        about_en="What it covers",
        checked_on=clock.local_day(clock.now()),
        drafted_by=a_user("Who drafted"),
        drafted_at=LONG_AGO,
        **{
            "weight": Edition.Weight.LAW,
            "evidence": [{"th": "แบบแปลน", "en": "Floor plan"}],
            "markets": [Market.HOME],
            "least_cost": 100_00,
            "most_cost": 500_00,
            "least_days": 10,
            "most_days": 30,
            "valid_months": 36,
            "confirmed": True,
            "source": "https://authority.example/standard",
            **facts,
        },
    )
    edition.save()
    for position, method in enumerate(methods):
        a_method(edition, position=position, **method)
    if approved:  # last, so that nothing is added to what is approved
        Edition.objects.filter(pk=edition.pk).update(**approver)
        edition.refresh_from_db()
    return edition


def a_method(
    edition: Edition,
    *,
    key: str = "yeast",
    capability: str = "test.micro",
    position: int = 0,
    **facts: Any,  # noqa: ANN401 - as above
) -> Method:
    """A test that the edition asks for."""
    return Method.objects.create(
        edition=edition,
        key=key,
        position=position,
        capability=a_capability(capability),
        **{"name_th": key, "name_en": key.capitalize(), "minutes": 120, **facts},
    )


def a_certificate(
    place: Place,
    edition: Edition | None = None,
    *,
    seen: bool = True,
    whole: bool = False,
    number: str = "",
    issued_on: date = LONG_AGO_DAY,
    expires_on: date | None = date(2099, 12, 31),
    withdrawn: bool = False,
    file: File | None = None,
) -> Certificate:
    """A certificate of the case's product, or of the whole enterprise; in force where nothing else is said."""
    edition = edition or Edition.objects.filter(standard__key="food-licence").first() or an_edition()
    now = clock.now()
    return Certificate.objects.create(
        enterprise=place.enterprise,
        product=None if whole else place.product,
        case=place.case,
        standard=edition.standard,
        edition=edition,
        code=public_code(),
        number=number or f"C-{next(_numbers)}",
        issuer="The authority",
        scope="Ginger powder in sachets",
        place="Mae Tha",
        file=file,
        issued_on=issued_on,
        expires_on=expires_on,
        entered_by=place.officer,
        entered_at=now - timedelta(days=1),
        seen_by=place.colleague if seen else None,
        seen_at=now if seen else None,
        withdrawn_at=now if withdrawn else None,
        withdrawn_reason="Given up" if withdrawn else "",
    )


def the_certificate(world: Any) -> Certificate:  # noqa: ANN401 - of tests/world.py, which stands above every package
    """A certificate of the case in the world of the doors, with its paper; made when it is first asked for."""
    here = world.here
    found: Certificate | None = here.case.certificates.first()
    if found is None:
        place = Place(
            center=here.center, case=here.case, officer=here.officer, colleague=here.manager, member=here.member
        )
        now = clock.now()
        file = File.objects.create(name="a.pdf", media_type="application/pdf", size=1, sha256="", kept_at=now)
        Content.objects.create(file=file, data=b"%")
        found = a_certificate(place, number="SECRET-NUMBER-7", file=file)
    return found


def the_requirement(world: Any) -> Requirement:  # noqa: ANN401 - as above
    """What that case is told to have; told when it is first asked for."""
    case = world.here.case
    roadmap = case.roadmaps.first()
    if roadmap is None:
        an_edition("the-law-here")
        roadmap = tell_roadmap(case=case, markets=[Market.HOME], by=world.here.officer, now=clock.now())
    found: Requirement = roadmap.requirements.order_by("position")[0]
    return found


def the_added_steps(world: Any) -> AddedSteps:  # noqa: ANN401 - as above
    """Tests that the roadmap of that case put on its way; put there when they are first asked for."""
    case = world.here.case
    found: AddedSteps | None = case.added_steps.first()
    if found is None:
        a_laboratory(case.center, capability="test.residues")
        laboratory = RolePlan(capability="test.residues", duration=240)
        plan = StepPlan(key="residues", stage="certification", name_th="ตรวจ", duration=240, roles=(laboratory,))
        found = add_steps(
            case=case,
            plans=[plan],
            behind=None,
            why={"th": "ตลาดถาม", "en": "The market asks"},
            link=reverse("certification:roadmap", args=[case.number]),
            by=world.here.officer,
            now=clock.now(),
        )
    return found
