"""Who may reach which enterprise: its members, and those who serve clients at a center that knows it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Center, Membership
from openitc.enterprises.models import Acquaintance, Enterprise, Photograph, Product, RegisteredUse
from openitc.people.models import User


def enterprises_visible_to(user: User, *, on: date) -> QuerySet[Enterprise]:
    """The enterprises whose profile the person may read and write."""
    return Enterprise.objects.filter(_reachable_by(standing_of(user, on=on)))


def enterprise_to_work_on(*, user: User, enterprise_id: int, on: date) -> Enterprise:
    """An enterprise whose profile the person may read and write; for anyone else there is no such enterprise."""
    found = enterprises_visible_to(user, on=on).select_related("province", "organisation").filter(pk=enterprise_id)
    if enterprise := found.first():
        return enterprise
    raise Http404


def product_to_work_on(*, user: User, enterprise_id: int, product_id: int, on: date) -> Product:
    """A product of such an enterprise."""
    enterprise = enterprise_to_work_on(user=user, enterprise_id=enterprise_id, on=on)
    if product := enterprise.products.filter(pk=product_id).first():
        product.enterprise = enterprise
        return product
    raise Http404


def centers_registering(user: User, *, on: date) -> QuerySet[Center]:
    """The centers at which the person takes enterprises in; none for one who works at none."""
    return Center.objects.filter(pk__in=standing_of(user, on=on).serves_at)


def member_of_enterprise(*, user: User, enterprise_id: int, membership_id: int, on: date) -> Membership:
    """A member, as seen by who may work on the enterprise."""
    enterprise = enterprise_to_work_on(user=user, enterprise_id=enterprise_id, on=on)
    found = enterprise.organisation.memberships.select_related("user").filter(pk=membership_id)
    if membership := found.first():
        return membership
    raise Http404


def _reachable_by(standing: Standing) -> Q:
    known = Acquaintance.objects.filter(enterprise=OuterRef("pk"), center__in=standing.serves_at)
    return Q(organisation__in=standing.member_of) | Q(Exists(known))


def photograph_to_see(*, user: User, enterprise_id: int, product_id: int, photograph_id: int, on: date) -> Photograph:
    """A photograph of such a product that nobody withdrew."""
    product = product_to_work_on(user=user, enterprise_id=enterprise_id, product_id=product_id, on=on)
    found = product.photographs.select_related("file").filter(withdrawn_at=None, pk=photograph_id)
    if photograph := found.first():
        photograph.product = product
        return photograph
    raise Http404


def use_to_see(*, user: User, enterprise_id: int, use_id: int, on: date) -> RegisteredUse:
    """A permission of such an enterprise to use a protected name."""
    enterprise = enterprise_to_work_on(user=user, enterprise_id=enterprise_id, on=on)
    if use := enterprise.registered_uses.select_related("indication", "proof").filter(pk=use_id).first():
        use.enterprise = enterprise
        return use
    raise Http404


def use_to_verify(*, user: User, enterprise_id: int, use_id: int, on: date) -> RegisteredUse:
    """Such a permission, for who serves the enterprise; its own people see it but are refused."""
    use = use_to_see(user=user, enterprise_id=enterprise_id, use_id=use_id, on=on)
    if serves(user, use.enterprise, on=on):
        return use
    raise PermissionDenied


def serves(user: User, enterprise: Enterprise, *, on: date) -> bool:
    """Whether the person serves the enterprise at a center that knows it."""
    return enterprise.acquaintances.filter(center__in=standing_of(user, on=on).serves_at).exists()
