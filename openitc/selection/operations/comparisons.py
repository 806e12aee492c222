"""Writes to comparisons: opening one, changing what it compares, giving it up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.cases.models import Case
from openitc.cases.operations.wholeness import keep, lock_open_case, members, tell
from openitc.enterprises.models import Product
from openitc.enterprises.operations import add_product
from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea
from openitc.selection.queries.comparisons import criteria_of, ideas_of, open_comparison_of, usual_criteria
from openitc.selection.queries.standings import FEWEST_IDEAS
from openitc.shared.db import operation, refusing
from openitc.shared.refusals import Reason, Refused, gather

MOST_IDEAS = 8
FEWEST_CRITERIA, MOST_CRITERIA = 2, 9


class ComparisonRefused(Refused):
    """A comparison cannot be opened or changed like that."""


class ComparisonClosed(Refused):
    """The comparison is decided or given up, and stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCriterion:
    """A criterion that the people of the case add themselves."""

    name: str
    about: str = ""
    burden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is compared, and by what: products there are and new ones by name, usual criteria by key and own ones."""

    products: Collection[Product] = ()
    new_products: Sequence[str] = ()
    keys: Collection[str] = ()
    own: Sequence[OwnCriterion] = ()

    @property
    def ideas(self) -> int:
        """How many ideas that makes."""
        return len(self.products) + len(self.new_products)

    @property
    def criteria(self) -> int:
        """How many criteria that makes."""
        return len(self.keys) + len(self.own)


@operation
def open_comparison(*, case: Case, contents: Contents, by: User, now: datetime) -> Comparison:
    """Put ideas of the case's enterprise side by side; of a case one comparison is under way at a time."""
    lock_open_case(case)
    faults = _faults_of(case, contents)
    if open_comparison_of(case) is not None:
        faults.append(Reason(_("A comparison of this case is under way already. Go on with that one."), "open_already"))
    gather(faults, kind=ComparisonRefused)
    already = ComparisonRefused(_("A comparison of this case is under way already. Go on with that one."))
    with refusing(already, on="one_open_comparison_a_case"):
        comparison = Comparison.objects.create(case=case, opened_by=by, opened_at=now)
    _write(comparison, contents, by=by, now=now)
    sentence = gettext_noop("%(count)s product ideas are compared.")
    keep("opened-comparison", sentence, case, by=by, now=now, count=str(contents.ideas))
    told = gettext_noop("In case %(number)s, %(product)s, product ideas are compared. Say what matters to you.")
    people = [case.officer, case.advisor, *members(case, now=now)]
    tell(people, told, case, by=by, now=now, product=case.product.names)
    return comparison


@operation
def change_comparison(*, comparison: Comparison, contents: Contents, by: User, now: datetime) -> Comparison:
    """Compare other ideas, or by other criteria; what was judged of those that stay is kept."""
    lock_comparison(comparison)
    gather(_faults_of(comparison.case, contents), kind=ComparisonRefused)
    _write(comparison, contents, by=by, now=now)
    sentence = gettext_noop("Now %(count)s product ideas are compared, by %(criteria)s criteria.")
    ideas, criteria = str(contents.ideas), str(contents.criteria)
    keep("changed-comparison", sentence, comparison.case, by=by, now=now, count=ideas, criteria=criteria)
    return comparison


@operation
def withdraw_comparison(*, comparison: Comparison, by: User, now: datetime) -> None:
    """Give a comparison up without a choice."""
    lock_comparison(comparison)
    comparison.withdrawn_at = now
    comparison.save(update_fields=["withdrawn_at"])
    sentence = gettext_noop("The comparison of product ideas was given up.")
    keep("withdrew-comparison", sentence, comparison.case, by=by, now=now)


def lock_comparison(comparison: Comparison) -> None:
    """Keep the comparison to ourselves until the transaction ends; refused where it is over."""
    comparison.refresh_from_db(from_queryset=Comparison.objects.select_for_update(of=("self",)).select_related("case"))
    if comparison.decided_at is not None:
        text = _("This comparison is decided and stays as it is. Open a new round to compare again.")
        raise ComparisonClosed(Reason(text, code="decided"))
    if comparison.withdrawn_at is not None:
        raise ComparisonClosed(Reason(_("This comparison was given up. Open a new round to compare."), "withdrawn"))


def _faults_of(case: Case, contents: Contents) -> list[Reason]:
    faults = []
    if contents.ideas < FEWEST_IDEAS:
        faults.append(Reason(_("Choose at least two ideas: one alone cannot be compared."), "too_few", "products"))
    if contents.ideas > MOST_IDEAS:
        text = _("Choose at most %(most)s ideas; leave out those nobody would make.") % {"most": MOST_IDEAS}
        faults.append(Reason(text, "too_many", "products"))
    if any(product.enterprise_id != case.enterprise_id for product in contents.products):
        faults.append(Reason(_("One of these products belongs to another enterprise."), "not_theirs", "products"))
    if contents.criteria < FEWEST_CRITERIA:
        faults.append(Reason(_("Keep at least two criteria, so that there is something to weigh."), "few", "keys"))
    if contents.criteria > MOST_CRITERIA:
        text = _("Keep at most %(most)s criteria: more cannot be weighed well.") % {"most": MOST_CRITERIA}
        faults.append(Reason(text, "many", "keys"))
    return faults


def _write(comparison: Comparison, contents: Contents, *, by: User, now: datetime) -> None:
    enterprise = comparison.case.enterprise
    new = [add_product(enterprise=enterprise, name_th=name, by=by, now=now) for name in contents.new_products]
    _write_ideas(comparison, [*contents.products, *new], by=by, now=now)
    _write_criteria(comparison, contents, now=now)


def _write_ideas(comparison: Comparison, products: Iterable[Product], *, by: User, now: datetime) -> None:
    wanted = {product.pk: product for product in products}
    ideas_of(comparison).exclude(product__in=wanted).update(withdrawn_at=now)
    comparison.ideas.filter(product__in=wanted).update(withdrawn_at=None)
    known = set(comparison.ideas.values_list("product_id", flat=True))
    first = _next_position(comparison.ideas.aggregate(last=Max("position"))["last"])
    Idea.objects.bulk_create(
        Idea(comparison=comparison, product=product, position=place, added_by=by, added_at=now)
        for place, product in enumerate((row for key, row in wanted.items() if key not in known), first)
    )


def _write_criteria(comparison: Comparison, contents: Contents, *, now: datetime) -> None:
    criteria_of(comparison).exclude(key__in=contents.keys).update(withdrawn_at=now)
    comparison.criteria.filter(key__in=contents.keys).update(withdrawn_at=None)
    known = set(comparison.criteria.values_list("key", flat=True))
    usual = [
        Criterion(
            comparison=comparison,
            key=row.key,
            name_th=row.name_th,
            name_en=row.name_en,
            about_th=row.about_th,
            about_en=row.about_en,
            burden=row.burden,
            position=place,
        )
        for place, row in enumerate(usual_criteria(), 1)
        if row.key in contents.keys and row.key not in known
    ]
    own = comparison.criteria.filter(key__startswith="own-").count() + 1
    after = max(len(usual_criteria()) + 1, _next_position(comparison.criteria.aggregate(last=Max("position"))["last"]))
    mine = [
        Criterion(
            comparison=comparison,
            key=f"own-{own + place}",
            name_th=row.name,
            about_th=row.about,
            burden=row.burden,
            position=after + place,
        )
        for place, row in enumerate(contents.own)
    ]
    Criterion.objects.bulk_create([*usual, *mine])


def _next_position(last: int | None) -> int:
    return 1 if last is None else last + 1
