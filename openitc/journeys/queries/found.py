"""What a search finds, of what the person may see."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from openitc.cases.access import cases_visible_to
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Enterprise, Product
from openitc.people.models import User
from openitc.resources.models import Resource
from openitc.shared.search import holding

SHOWN = 8
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Found:
    """The first of each kind that hold the words."""

    machines: list[Resource]
    cases: list[Case]
    enterprises: list[Enterprise]
    products: list[Product]

    @property
    def nothing(self) -> bool:
        """Whether nothing holds the words."""
        return not (self.machines or self.cases or self.enterprises or self.products)


def found_by(user: User | AnonymousUser, text: str, *, on: date) -> Found:
    """Search for every word of the text; machines are public, the rest is searched as far as the person may see it."""
    words = holding(text)
    in_use = Resource.objects.filter(words, retired_at=None).exclude(center__status=Center.Status.PLANNED)
    machines = list(in_use.select_related("center", "type").order_by("kind", "code")[:SHOWN])
    if not isinstance(user, User):
        return Found(machines, [], [], [])
    enterprises = enterprises_visible_to(user, on=on)
    return Found(
        machines=machines,
        cases=_first(cases_visible_to(user, on=on).filter(words).select_related("product", "enterprise", "center")),
        enterprises=_first(enterprises.filter(words).select_related("province")),
        products=_first(Product.objects.filter(words, enterprise__in=enterprises).select_related("enterprise")),
    )


def _first(rows: "QuerySet[Row]") -> list[Row]:
    return list(rows[:SHOWN])
