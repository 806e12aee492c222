"""Who may read and who may write which version: what is published everyone, a draft those who manage its center."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.access import Standing, centers_managed_by, standing_of
from openitc.centers.models import Center
from openitc.diagnosis.models import Dimension, Question, SectorTable, Version
from openitc.diagnosis.queries import versions as queries
from openitc.people.models import User


def drafts_written_by(user: User, *, on: date) -> QuerySet[Version]:
    """The drafts of the centers that the person manages; for administrators every draft."""
    standing = standing_of(user, on=on)
    if standing.administrator:
        return queries.drafts()
    return queries.drafts().filter(center__in=standing.manager_of)


def published_version(*, number: int) -> Version:
    """A version that was published."""
    if version := queries.published_versions().select_related("center", "based_on").filter(number=number).first():
        return version
    raise Http404


def draft_to_write(*, user: User, draft_id: int, on: date) -> Version:
    """A draft of a center that the person manages; for anyone else there is no such draft."""
    if draft := drafts_written_by(user, on=on).filter(pk=draft_id).first():
        return draft
    raise Http404


def draft_to_publish(*, user: User, draft_id: int, on: date) -> Version:
    """A draft, for an administrator; who writes it may not publish it."""
    draft = draft_to_write(user=user, draft_id=draft_id, on=on)
    if not publishes(user, on=on):
        raise PermissionDenied
    return draft


def dimension_to_write(*, user: User, draft_id: int, key: str, on: date) -> Dimension:
    """A dimension of such a draft."""
    draft = draft_to_write(user=user, draft_id=draft_id, on=on)
    if dimension := draft.dimensions.filter(key=key).first():
        dimension.version = draft
        return dimension
    raise Http404


def question_to_write(*, user: User, draft_id: int, key: str, position: int, on: date) -> Question:
    """A question of such a dimension."""
    dimension = dimension_to_write(user=user, draft_id=draft_id, key=key, on=on)
    if question := dimension.questions.filter(position=position).first():
        question.dimension = dimension
        return question
    raise Http404


def table_to_write(*, user: User, draft_id: int, sector: str, on: date) -> SectorTable:
    """The table of a sector in such a draft."""
    draft = draft_to_write(user=user, draft_id=draft_id, on=on)
    if table := draft.sectors.filter(sector=sector).first():
        table.version = draft
        return table
    raise Http404


def publishes(user: User, *, on: date) -> bool:
    """Whether the person publishes drafts."""
    return standing_of(user, on=on).administrator


def drafts_anywhere(standing: Standing) -> bool:
    """Whether the person may begin a draft."""
    return standing.administrator or bool(standing.manager_of)


def homes_for_drafts(user: User, *, on: date) -> QuerySet[Center]:
    """The centers at which the person may begin a draft; who manages none is refused."""
    if not drafts_anywhere(standing_of(user, on=on)):
        raise PermissionDenied
    return centers_managed_by(user, on=on).order_by("code")
