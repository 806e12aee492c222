"""Which tests can be asked for a case: those its roadmap was told first, then what else is asked of such products."""

from dataclasses import dataclass

from openitc.cases.models import Case
from openitc.certification.models import Requirement
from openitc.standards.models import Edition, Method
from openitc.standards.queries.editions import standing, standing_editions


@dataclass(slots=True)
class Offer:
    """A test that can be asked for, and by which standards it is asked of the product."""

    method: Method
    standards: list[str]
    told: bool  # the roadmap of the case asks for it

    @property
    def words(self) -> str:
        """How it is done, on how much, and who asks for it."""
        return " · ".join(filter(None, (self.method.reference, self.method.sample, ", ".join(self.standards))))


def methods_to_ask(case: Case) -> list[Offer]:
    """Each test once, those of the roadmap first."""
    needed = Requirement.objects.filter(roadmap__case=case.pk, roadmap__ended_at=None, not_needed_reason="")
    needed = needed.exclude(applies=False)
    rows = needed.select_related("edition__standard").prefetch_related("edition__methods__capability")
    told = [row.edition for row in rows.order_by("position")]
    markets = {case.market, *(market for edition in told for market in edition.markets)}
    fitting = standing_editions(isic=case.product.isic, markets=markets)
    offers: dict[str, Offer] = {}
    _gather(offers, told, told=True)
    _gather(offers, fitting or list(standing()), told=False)
    return list(offers.values())


def _gather(offers: dict[str, Offer], editions: list[Edition], *, told: bool) -> None:
    for edition in editions:
        for method in edition.methods.all():
            offer = offers.setdefault(method.key, Offer(method, [], told))
            if edition.standard.name not in offer.standards:
                offer.standards.append(edition.standard.name)
