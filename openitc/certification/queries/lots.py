"""Lots of a case, which of them may be sold, and the licences that let food be sold."""

from datetime import date, datetime, timedelta

from django.db.models import Case as When
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models import When as If

from openitc.cases.models import Case
from openitc.certification.models import Certificate, Lot, Report
from openitc.certification.rules.lots import FOOD_DIVISIONS, is_food
from openitc.shared import clock
from openitc.standards.models import Edition

# Every class of ISIC that is food, as far as four digits go: a licence of a place names those it is for.
FOOD_CLASSES = [f"{division}{rest:02d}" for division in FOOD_DIVISIONS for rest in range(100)]

_FAILED = Exists(Report.objects.filter(request__lot=OuterRef("pk"), passed=False, withdrawn_at=None))


def lots_of(case: Case) -> QuerySet[Lot]:
    """The lots of the case, the latest first."""
    return case.lots.select_related("made_at_center", "licence__standard", "entered_by")


def lots_to_use(case: Case, on: date) -> QuerySet[Lot]:
    """Those that may be tested that day, again too: not blocked, not past their best."""
    return case.lots.usable(on).select_related("made_at_center", "licence__standard")


def lots_to_taste(case: Case, on: date) -> QuerySet[Lot]:
    """Of those, the ones that people may taste or try: no report says that a laboratory found them wanting."""
    return lots_to_use(case, on).filter(~_FAILED)


def lots_for_sale(case: Case, on: date) -> QuerySet[Lot]:
    """Those that may be sold that day; an R&D lot of food never is."""
    lots = case.lots.for_sale(on).filter(~_FAILED)
    if is_food(case.product.isic):  # it may have become food since: then only what has its licence
        lots = lots.filter(licence__isnull=False)
    return lots.select_related("made_at_center", "licence__standard")


def food_licences(case: Case, on: date) -> QuerySet[Certificate]:
    """What lets the case's food be sold when it was made that day: a food serial number, or the place's licence.

    Seen by a second person, in force that day, of the case's own enterprise; the product's own serial number first.
    """
    isic = case.product.isic
    covers = Q(isic__contains=[isic]) if isic else Q(isic__overlap=FOOD_CLASSES)
    place = Q(subject=Edition.Subject.PLACE, weight=Edition.Weight.LAW) & covers
    serial = Q(number_format=Edition.NumberFormat.FOOD)
    kinds = Edition.objects.filter(place | serial, approved_at__isnull=False)
    told = Exists(kinds.filter(pk=OuterRef("edition")))
    untold = Q(edition=None) & Exists(kinds.filter(standard=OuterRef("standard")))  # under which edition it was given
    return (
        Certificate.objects.filter(
            Q(product=None) | Q(product=case.product_id),
            Q(expires_on=None) | Q(expires_on__gte=on),
            told | untold,
            enterprise=case.enterprise_id,
            seen_at__isnull=False,
            withdrawn_at=None,
            issued_on__lte=on,
        )
        .annotate(turn=When(If(product=None, then=Value(1)), default=Value(0), output_field=IntegerField()))
        .select_related("standard")
        .order_by("turn", "-issued_on", "pk")
    )


def round_on(case: Case, made_on: date, *, now: datetime) -> int:
    """The round of the prototype in which what was made that day belongs: the last that had begun by then."""
    begun = case.rounds.filter(begun_at__lt=min(clock.at(made_on + timedelta(days=1)), now + timedelta(seconds=1)))
    return begun.order_by("-number").values_list("number", flat=True).first() or 1


def latest_lot(fiscal_year: int) -> str | None:
    """The highest code given in the fiscal year."""
    given = Lot.objects.filter(code__startswith=f"L{fiscal_year}-").order_by("-code")
    return given.values_list("code", flat=True).first()
