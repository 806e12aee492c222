"""Reads of comparisons: the usual criteria, and what belongs to a comparison now."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from openitc.cases.models import Case
from openitc.cases.queries import members_of, officers_at, standing_referrals
from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea, Judge
from openitc.shared.models import in_language

CRITERIA = Path(__file__).parent.parent / "data" / "criteria.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """One of the usual criteria, in both languages."""

    key: str
    name_th: str
    name_en: str
    about_th: str
    about_en: str
    burden: bool = False

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return in_language(self.name_th, self.name_en)

    @property
    def about(self) -> str:
        """What is meant, in the reader's language."""
        return in_language(self.about_th, self.about_en)


@cache
def usual_criteria() -> tuple[Usual, ...]:
    """The criteria that every comparison begins with."""
    return tuple(Usual(**row) for row in tomllib.loads(CRITERIA.read_text(encoding="utf-8"))["criterion"])


def open_comparison_of(case: Case) -> Comparison | None:
    """The comparison that is under way."""
    return case.comparisons.filter(decided_at=None, withdrawn_at=None).select_related("opened_by").first()


def current_comparison_of(case: Case) -> Comparison | None:
    """The comparison under way, or else the one decided last."""
    return open_comparison_of(case) or decided_comparisons_of(case).first()


def decided_comparisons_of(case: Case) -> QuerySet[Comparison]:
    """The rounds that ended with a choice, the latest first."""
    decided = case.comparisons.filter(decided_at__isnull=False)
    return decided.select_related("chosen__product", "decided_by").order_by("-decided_at")


def ideas_of(comparison: Comparison) -> QuerySet[Idea]:
    """The ideas that are compared."""
    return comparison.ideas.filter(withdrawn_at=None).select_related("product")


def criteria_of(comparison: Comparison) -> QuerySet[Criterion]:
    """What they are judged by."""
    return comparison.criteria.filter(withdrawn_at=None)


def judges_of(comparison: Comparison) -> QuerySet[Judge]:
    """Who judges them."""
    return comparison.judges.filter(withdrawn_at=None).select_related("user")


def people_to_judge(comparison: Comparison, *, on: date) -> QuerySet[User]:
    """The people with an account who may judge: members of the enterprise, the advisor, and who serves on the case."""
    case = comparison.case
    centers = [key for key in (case.center_id, case.center.parent_id) if key is not None]
    centers += standing_referrals(case).values_list("pk", flat=True)
    theirs = members_of(case.enterprise, on=on).values("pk")
    serving = officers_at(centers, on=on).order_by().values("pk")
    already = judges_of(comparison).filter(user__isnull=False).values("user")
    on_the_case = Q(pk__in=theirs) | Q(pk__in=serving) | Q(pk=case.advisor_id)
    people = User.objects.filter(on_the_case, is_active=True).exclude(pk__in=already)
    return people.order_by("name", "email")
