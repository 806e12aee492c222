"""What the pages of standards show to everyone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.shared.search import folded
from openitc.standards.models import Edition, Market, Standard
from openitc.standards.queries.editions import WEIGHTS, edition_changes, standing
from openitc.standards.queries.words import Change
from openitc.standards.rules import editions as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for among standards; nothing narrows nothing."""

    isic: str = ""
    market: str = ""
    weight: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The standards that are asked for equally hard."""

    weight: str
    label: str | Promise
    meaning: str | Promise
    editions: Sequence[Edition]


MEANINGS: dict[str, str | Promise] = {
    Edition.Weight.LAW: _("Without it the product may not be sold there."),
    Edition.Weight.BUYERS: _("No law asks for it, but shops and importers do."),
    Edition.Weight.USEFUL: _("Nobody insists, but it helps to sell or to know where one stands."),
}


def shelves(wanted: Wanted) -> list[Shelf]:
    """The standing standards that fit what is wanted, hardest first; two queries."""
    found = [edition for edition in standing().order_by("standard__name_en") if _fits(edition, wanted)]
    found.sort(key=lambda edition: Market.HOME not in edition.markets)  # nobody begins abroad
    kept = {weight: [edition for edition in found if edition.weight == weight] for weight in WEIGHTS}
    return [
        Shelf(weight=weight, label=Edition.Weight(weight).label, meaning=MEANINGS[weight], editions=editions)
        for weight, editions in kept.items()
        if editions
    ]


def _fits(edition: Edition, wanted: Wanted) -> bool:
    if wanted.weight and edition.weight != wanted.weight:
        return False
    if wanted.market and wanted.market not in edition.markets:
        return False
    if wanted.isic and not rules.fits(edition.isic, edition.markets, isic=wanted.isic, markets=edition.markets):
        return False
    standard = edition.standard
    told = [standard.name_th, standard.name_en, standard.mark, edition.authority_th, edition.authority_en]
    told += [edition.about_th, edition.about_en, edition.condition_th, edition.condition_en]
    told += [name for row in edition.methods.all() for name in (row.name_th, row.name_en)]
    words = folded(" ".join(told))
    return all(word in words for word in folded(wanted.text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An edition in the history of its standard, and what it changed of the one before."""

    edition: Edition
    changes: Sequence[Change]
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPage:
    """All that the page of one standard shows."""

    edition: Edition  # the one that stands, or the one asked for
    newest: Edition
    turns: Sequence[Turn]  # the newest first
    after: Sequence[Standard]  # what it builds on
    before: Sequence[Standard]  # what builds on it
    markets: Sequence[str | Promise]

    @property
    def is_of_the_past(self) -> bool:
        """Whether a later edition took its place."""
        return self.edition.number != self.newest.number


def standard_page(standard: Standard, *, number: int | None = None) -> StandardPage | None:
    """The page of a standard with an approved edition, as it stands or as one edition had it; five queries."""
    editions = list(Edition.objects.approved().whole().filter(standard=standard).order_by("-number"))
    shown = next((row for row in editions if number is None or row.number == number), None)
    if shown is None:
        return None
    asked = {edition.standard_id: edition for edition in standing()}
    on_it = [row.standard for row in asked.values() if standard.key in row.after]
    return StandardPage(
        edition=shown,
        newest=editions[0],
        turns=[_turn(edition, editions[place + 1 :]) for place, edition in enumerate(editions)],
        after=list(Standard.objects.filter(key__in=shown.after)) if shown.after else [],
        before=sorted(on_it, key=lambda row: row.key),
        markets=[Market.label_of(market) for market in shown.markets],
    )


def _turn(edition: Edition, earlier: Sequence[Edition]) -> Turn:
    changes = edition_changes(earlier[0], edition) if earlier else []
    return Turn(edition=edition, changes=changes, is_first=not earlier)
