"""Reads of editions: what stands, what fits a product, and what one says as plain values."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from openitc.standards.models import Edition, Method, Standard
from openitc.standards.queries.words import Change, changes_in_words
from openitc.standards.rules import editions as rules
from openitc.standards.rules.editions import EditionPlan, MethodPlan

WEIGHTS = (Edition.Weight.LAW, Edition.Weight.BUYERS, Edition.Weight.USEFUL)


def standing(*, on: date | None = None) -> QuerySet[Edition]:
    """Of each standard that is asked for, the last approved edition, where a source confirms it."""
    asked = Standard.objects.asked_for(on)
    return Edition.objects.newest(on).filter(confirmed=True, standard__in=asked).whole()


def standing_editions(*, isic: str, markets: Collection[str], on: date | None = None) -> list[Edition]:
    """What is asked of a product of that kind in those markets, what the law asks first; two queries.

    Only what is approved and confirmed by its source. The home market is one of the markets only if it is named.
    """
    of_kind = Q(isic=[]) | Q(isic__contains=[isic]) if isic else Q(isic=[])
    found = standing(on=on).filter(of_kind, markets__overlap=list(markets)) if markets else []
    return asked_of(found, isic=isic, markets=markets)


def asked_of(editions: Iterable[Edition], *, isic: str, markets: Collection[str]) -> list[Edition]:
    """Those of the editions that fit the product, what the law asks first: for several products at once."""
    found = [row for row in editions if rules.fits(row.isic, row.markets, isic=isic, markets=markets)]
    return sorted(found, key=lambda edition: (WEIGHTS.index(edition.weight), edition.standard.key))


def is_stale(edition: Edition, on: date) -> bool:
    """Whether nobody has looked it up for more than a year."""
    return rules.is_stale(edition.checked_on, on)


def edition_changes(old: Edition, new: Edition) -> list[Change]:
    """What differs in the reader's words, the texts first; each reads as a sentence. Reads their fetched tests."""
    return changes_in_words(plan_of(old), plan_of(new))


def plan_of(edition: Edition) -> EditionPlan:
    """What the edition says, as plain values; reads its fetched tests (`whole`)."""
    return EditionPlan(
        weight=edition.weight,
        subject=edition.subject,
        authority_th=edition.authority_th,
        authority_en=edition.authority_en,
        about_th=edition.about_th,
        about_en=edition.about_en,
        condition_th=edition.condition_th,
        condition_en=edition.condition_en,
        isic=tuple(edition.isic),
        markets=tuple(edition.markets),
        evidence=tuple((row.get("th", ""), row.get("en", "")) for row in edition.evidence),
        after=tuple(edition.after),
        number_format=edition.number_format,
        least_cost=edition.least_cost,
        most_cost=edition.most_cost,
        least_days=edition.least_days,
        most_days=edition.most_days,
        valid_months=edition.valid_months,
        confirmed=edition.confirmed,
        source=edition.source,
        checked_on=edition.checked_on,
        methods=tuple(method_plan_of(row) for row in edition.methods.all()),
    )


def method_plan_of(row: Method) -> MethodPlan:
    """What a test says, as plain values; reads its fetched capability."""
    return MethodPlan(
        key=row.key,
        name_th=row.name_th,
        name_en=row.name_en,
        capability=row.capability.code,
        reference=row.reference,
        unit=row.unit,
        least=row.least,
        most=row.most,
        sample_th=row.sample_th,
        sample_en=row.sample_en,
        units=row.units,
        minutes=row.minutes,
        if_failed_th=row.if_failed_th,
        if_failed_en=row.if_failed_en,
    )
