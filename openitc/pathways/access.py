"""Who may read and who may write which pathway."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.access import Standing, centers_managed_by, standing_of
from openitc.centers.models import Center
from openitc.pathways import queries
from openitc.pathways.models import Pathway, Step, Version
from openitc.people.models import User


def pathways_written_by(user: User | AnonymousUser, *, on: date) -> QuerySet[Pathway]:
    """The pathways whose steps the person sets: their centers' own, and for administrators the network's too."""
    standing = standing_of(user, on=on)
    if standing.administrator:
        return Pathway.objects.filter(of_one_case=False)
    return Pathway.objects.filter(center__in=standing.manager_of)


def pathway_to_see(*, user: User | AnonymousUser, code: str, on: date) -> Pathway:
    """A public pathway; one that is still written or was retired is seen by those who write it."""
    pathway = _found(code)
    if queries.public_pathways().filter(pk=pathway.pk).exists() or writes(user, pathway, on=on):
        return pathway
    raise Http404


def pathway_to_write(*, user: User, code: str, on: date) -> Pathway:
    """A pathway whose steps the person sets; of the others, who may see it is refused and who may not finds nothing."""
    pathway = pathway_to_see(user=user, code=code, on=on)
    if writes(user, pathway, on=on):
        return pathway
    raise PermissionDenied


def draft_to_write(*, user: User, code: str, on: date) -> Version:
    """The draft of a pathway whose steps the person sets."""
    draft = queries.draft_of(pathway_to_write(user=user, code=code, on=on))
    if draft is None:
        raise Http404
    return draft


def step_to_write(*, user: User, code: str, key: str, on: date) -> Step:
    """A step of such a draft."""
    draft = draft_to_write(user=user, code=code, on=on)
    step = queries.steps_of(draft).filter(key=key).first()
    if step is None:
        raise Http404
    return step


def writes(user: User | AnonymousUser, pathway: Pathway, *, on: date) -> bool:
    """Whether the person sets the steps of the pathway."""
    return _may_write(standing_of(user, on=on), pathway)


def homes_for_new_pathways(user: User, *, on: date) -> QuerySet[Center]:
    """The centers into which the person may put a pathway, or take one over."""
    return centers_managed_by(user, on=on).order_by("code")


def starts_network_pathways(user: User, *, on: date) -> bool:
    """Whether the person may start pathways that belong to the whole network."""
    return standing_of(user, on=on).administrator


def _found(code: str) -> Pathway:
    try:
        return Pathway.objects.select_related("center", "cloned_from").get(code=code, of_one_case=False)
    except Pathway.DoesNotExist:
        raise Http404 from None


def _may_write(standing: Standing, pathway: Pathway) -> bool:
    return standing.administrator or (pathway.center_id is not None and pathway.center_id in standing.manager_of)


def starts_pathways(user: User, *, on: date) -> bool:
    """Whether the person may start pathways anywhere."""
    standing = standing_of(user, on=on)
    return standing.administrator or bool(standing.manager_of)


def homes_to_start_at(user: User, *, on: date) -> QuerySet[Center]:
    """The centers into which the person may put a pathway; who has none is refused."""
    if not starts_pathways(user, on=on):
        raise PermissionDenied
    return homes_for_new_pathways(user, on=on)
