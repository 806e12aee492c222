"""Who may reach which case, and which of its notes: its centers, its named advisor and its enterprise."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from openitc.cases.models import Case, Note, Referral
from openitc.cases.queries import centers_taking_cases
from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.people.models import User


def cases_visible_to(user: User | AnonymousUser, *, on: date) -> QuerySet[Case]:
    """The cases that the person works on, and their enterprises' own."""
    standing = standing_of(user, on=on)
    own = Q(enterprise__organisation__in=standing.member_of)
    return Case.objects.filter(_worked_on_by(user, standing) | own)


def cases_worked_on_by(user: User | AnonymousUser, *, on: date) -> QuerySet[Case]:
    """The cases of the person's centers and of their Mini ITCs, those referred there, and those they advise on."""
    return Case.objects.filter(_worked_on_by(user, standing_of(user, on=on)))


def case_to_see(*, user: User | AnonymousUser, number: str, on: date) -> Case:
    """A case that the person may see; of others they do not learn that they exist."""
    case = _with_what_belongs_to_it(cases_visible_to(user, on=on)).filter(number=number).first()
    if case is None:
        raise Http404
    return case


def case_to_work_on(*, user: User, number: str, on: date) -> Case:
    """A case that the person works on as staff; the enterprise itself sees it but is refused."""
    case = case_to_see(user=user, number=number, on=on)
    if works_on(user, case, on=on):
        return case
    raise PermissionDenied


def case_to_plan(*, user: User, number: str, on: date) -> Case:
    """A case whose way the person may plan and book: everyone who sees it, the enterprise included."""
    return case_to_see(user=user, number=number, on=on)


def works_on(user: User | AnonymousUser, case: Case, *, on: date) -> bool:
    """Whether the person works on the case as staff, and so reads and writes internal notes."""
    return cases_worked_on_by(user, on=on).filter(pk=case.pk).exists()


def notes_visible_to(user: User | AnonymousUser, case: Case, *, on: date) -> QuerySet[Note]:
    """The notes of a case the person sees: staff read all of them, the enterprise those shown to it."""
    notes = case.notes.select_related("written_by")
    return notes if works_on(user, case, on=on) else notes.filter(shown_to_enterprise=True)


def centers_to_open_cases_at(user: User, *, on: date) -> QuerySet[Center]:
    """The centers for which the person opens cases as staff: their own, and the Mini ITCs of these."""
    return centers_taking_cases().filter(_own_or_mini(standing_of(user, on=on)))


def enterprises_to_open_cases_for(user: User, *, on: date) -> QuerySet[Enterprise]:
    """The person's own enterprises, for which they open cases themselves."""
    return Enterprise.objects.filter(organisation__in=standing_of(user, on=on).member_of)


def _own_or_mini(standing: Standing) -> Q:
    return Q(pk__in=standing.serves_at) | Q(parent__in=standing.serves_at)


def _worked_on_by(user: User | AnonymousUser, standing: Standing) -> Q:
    """Staff by their centers; an expert of the network by being named advisor, for as long as they are."""
    there = _worked_on_at(standing)
    return there | Q(advisor=user) if isinstance(user, User) else there


def _worked_on_at(standing: Standing) -> Q:
    if not standing.serves_at:
        return Q(pk__in=())
    there = Center.objects.filter(_own_or_mini(standing)).values("pk")
    referred = Referral.objects.filter(case=OuterRef("pk"), center__in=there, ended_at=None)
    return Q(center__in=there) | Q(Exists(referred))


def _with_what_belongs_to_it(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related(
        "enterprise__province",
        "enterprise__organisation",
        "product",
        "center",
        "officer",
        "advisor",
        "version__pathway",
    )
