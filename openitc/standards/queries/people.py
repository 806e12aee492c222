"""Who is asked to approve a draft."""

from datetime import date

from openitc.centers.models import Membership, Role
from openitc.people.models import User
from openitc.standards.models import Edition


def approvers_for(draft: Edition, *, on: date) -> list[User]:
    """The administrators, and the managers of the centers where its writer works; where nobody is, every manager."""
    held = Membership.objects.in_force(on).select_related("user")
    administrators = held.filter(role=Role.ADMINISTRATOR)
    centers = held.filter(user=draft.drafted_by_id).exclude(center=None).values("center")
    managers = held.filter(role=Role.MANAGER)
    for found in ([*administrators, *managers.filter(center__in=centers)], [*managers]):
        people = {row.user_id: row.user for row in found if row.user_id != draft.drafted_by_id}
        if people:
            return list(people.values())
    return []
