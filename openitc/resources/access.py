"""Who may reach which resource."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Center
from openitc.people.models import User
from openitc.resources.models import Closure, Qualification, Resource


def public_resource(*, code: str) -> Resource:
    """A resource that anyone may look at, one out of service included."""
    try:
        return Resource.objects.select_related("center__province", "type__operated_by", "person").get(code=code)
    except Resource.DoesNotExist:
        raise Http404 from None


def resource_to_manage(*, user: User, code: str, on: date) -> Resource:
    """A resource whose facts the person sets: as a manager of its center; others are refused."""
    resource = public_resource(code=code)
    standing = standing_of(user, on=on)
    if standing.administrator or resource.center_id in standing.manager_of:
        return resource
    raise PermissionDenied


def resource_to_close(*, user: User, code: str, on: date) -> Resource:
    """A resource the person may close for a time: as operator or manager at its center, or as the expert it is."""
    resource = public_resource(code=code)
    if may_close(standing_of(user, on=on), resource, user):
        return resource
    raise PermissionDenied


def may_close(standing: Standing, resource: Resource, user: User) -> bool:
    """Whether a person of that standing may close the resource."""
    keeps = standing.operator_of | standing.manager_of
    return standing.administrator or resource.center_id in keeps or resource.person_id == user.pk


def closure_to_withdraw(*, user: User, code: str, closure_id: int, on: date) -> Closure:
    """A closure of a resource the person may close."""
    resource = resource_to_close(user=user, code=code, on=on)
    try:
        closure = resource.closures.get(pk=closure_id)
    except Closure.DoesNotExist:
        raise Http404 from None
    closure.resource = resource
    return closure


def qualifications_at(center: Center) -> QuerySet[Qualification]:
    """The trainings, still standing, on types that the center has."""
    types = Resource.objects.filter(center=center, retired_at=None).values("type")
    return Qualification.objects.filter(revoked_at=None, type__in=types).select_related("user", "type", "issued_by")


def qualification_to_revoke(*, center: Center, qualification_id: int) -> Qualification:
    """A training that the center may take back: one on a type it has."""
    try:
        return qualifications_at(center).get(pk=qualification_id)
    except Qualification.DoesNotExist:
        raise Http404 from None
