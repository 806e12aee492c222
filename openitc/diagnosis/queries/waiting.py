"""What waits for whom: on a desk, and on the page of one case; and where a case's enterprise stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from openitc.cases.models import Case
from openitc.centers.access import Standing
from openitc.diagnosis.models import Assessment
from openitc.diagnosis.queries.assessments import with_progress
from openitc.diagnosis.queries.pictures import Picture, picture_of
from openitc.diagnosis.queries.results import Result, result_of
from openitc.enterprises.access import enterprises_visible_to
from openitc.enterprises.models import Enterprise
from openitc.people.models import User
from openitc.shared import clock
from openitc.ui.shapes import ToDo

MOST = 8  # of each kind on one desk
AFTER_SUPPORT = timedelta(days=365)  # from when on one looks again
_OPEN = Q(finished_at=None, withdrawn_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCase:
    """Where the enterprise of a case stands: its latest result with the picture, and what is being filled in."""

    enterprise: Enterprise
    result: Result | None
    picture: Picture | None
    running: Sequence[Assessment]
    staff: bool
    knows: bool  # whether the reader may open the enterprise's assessments, or sees this much of them and no more


def to_dos(user: User, *, standing: Standing, now: datetime) -> list[ToDo]:
    """For members: begin or go on with the quick check. For staff: full forms of theirs, and those to do again."""
    found: list[ToDo] = []
    if standing.member_of:
        found += [_go_on(row) for row in _running().filter(enterprise__organisation__in=standing.member_of)[:MOST]]
        found += [_begin(each) for each in _never_looked(standing)[:MOST]]
    if standing.serves_at:
        own = Q(advisor=user) | Q(started_by=user)
        known = Q(enterprise__acquaintances__center__in=standing.serves_at)
        found += [_go_on(row) for row in _running().filter(own, known).distinct()[:MOST]]
        found += [_again(row, now=now) for row in _to_do_again(user, standing, now=now)[:MOST]]
    return found


def to_dos_of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> list[ToDo]:  # noqa: ARG001 - as every package's
    """Go on with what was begun for the enterprise of the case, or begin where nobody has looked yet."""
    if not _knows(reader, case, now=now):
        return []
    rows = list(_running().filter(enterprise=case.enterprise_id))
    if rows:
        return [_go_on(row) for row in rows]
    if Assessment.objects.filter(enterprise=case.enterprise_id, finished_at__isnull=False).exists():
        return []
    return [_begin(case.enterprise)]


def of_case(case: Case, *, reader: User, staff: bool, now: datetime) -> OfCase:
    """The latest result of the case's enterprise; the full form's stands over the quick check's of the same day."""
    rows = Assessment.objects.filter(enterprise=case.enterprise_id)
    latest = (
        rows.filter(finished_at__isnull=False)
        .select_related("version", "enterprise__province", "province")
        .order_by("-finished_at", "form")
        .first()
    )
    result = result_of(latest, with_offers=False) if latest else None  # what is near stands on its own page
    return OfCase(
        enterprise=case.enterprise,
        result=result,
        picture=picture_of(result) if result else None,
        running=list(_running().filter(enterprise=case.enterprise_id)),
        staff=staff,
        knows=_knows(reader, case, now=now),
    )


def _knows(reader: User, case: Case, *, now: datetime) -> bool:
    """A center that a case was referred to works on the case, and may not know its enterprise."""
    return enterprises_visible_to(reader, on=clock.local_day(now)).filter(pk=case.enterprise_id).exists()


def _running() -> "QuerySet[Assessment]":
    return with_progress(Assessment.objects.filter(_OPEN)).select_related("enterprise").order_by("started_at", "pk")


def _never_looked(standing: Standing) -> "QuerySet[Enterprise]":
    looked = Assessment.objects.filter(enterprise=OuterRef("pk"), withdrawn_at=None)
    return Enterprise.objects.filter(~Exists(looked), organisation__in=standing.member_of)


def _to_do_again(user: User, standing: Standing, *, now: datetime) -> "QuerySet[Assessment]":
    """Those before support that the person made a year ago and more, with none begun after."""
    since = Assessment.objects.filter(
        enterprise=OuterRef("enterprise"),
        form=OuterRef("form"),
        withdrawn_at=None,
        started_at__gt=OuterRef("finished_at"),
    )
    own = Assessment.objects.filter(Q(advisor=user) | Q(started_by=user), ~Exists(since), round=Assessment.Round.T0)
    due = own.filter(finished_at__lt=now - AFTER_SUPPORT, enterprise__acquaintances__center__in=standing.serves_at)
    return due.select_related("enterprise").distinct().order_by("finished_at", "pk")


def _go_on(row: Assessment) -> ToDo:
    words = {"answered": getattr(row, "answered", 0), "asked": getattr(row, "asked", 0)}
    quick = _("Continue the check: %(answered)s of %(asked)s")
    full = _("Continue the full assessment: %(answered)s of %(asked)s")
    return ToDo(
        text=(quick if row.form == Assessment.Form.QUICK else full) % words,
        url=reverse("diagnosis:detail", args=[row.pk]),
        action=_("Go on"),
        detail=row.enterprise.name if row.enterprise else "",
    )


def _begin(enterprise: Enterprise) -> ToDo:
    return ToDo(
        text=_("Do the quick check: twelve questions, ten minutes"),
        url=reverse("diagnosis:new", args=[enterprise.pk, "quick"]),
        action=_("Start"),
        detail=enterprise.name,
    )


def _again(row: Assessment, *, now: datetime) -> ToDo:
    assert row.finished_at is not None  # noqa: S101 - only finished ones are asked for
    return ToDo(
        text=_("Look again: a year has passed since the assessment before support"),
        url=reverse("diagnosis:new", args=[row.enterprise_id, row.form]),
        action=_("Begin the one after support"),
        detail=row.enterprise.name if row.enterprise else "",
        due=min(now, row.finished_at + AFTER_SUPPORT),
    )
