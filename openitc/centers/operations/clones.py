"""A new center may begin with the service model of another one."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.centers.models import Center, OpeningHours, Organisation, Province, ServiceOffering
from openitc.centers.operations.calendars import touch_calendar
from openitc.centers.operations.centers import CenterRefused, open_center
from openitc.history.operations import record
from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason


@operation
def clone_center(
    *,
    source: Center,
    code: str,
    kind: str,
    name_th: str,
    name_en: str = "",
    province: Province,
    host: Organisation,
    supervising: Organisation,
    parent: Center | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    place_th: str = "",
    place_en: str = "",
    by: User,
    now: datetime,
) -> Center:
    """Plan a center with the focus, services and week of another one; it and each of its services keep their link."""
    offerings = list(source.offerings.filter(withdrawn_at=None))
    if not offerings:
        words = {"center": source.name}
        raise CenterRefused(Reason(_("%(center)s offers no services yet, so there is nothing to take over.") % words))
    center = open_center(
        code=code,
        kind=kind,
        name_th=name_th,
        name_en=name_en,
        province=province,
        host=host,
        supervising=supervising,
        parent=parent,
        latitude=latitude,
        longitude=longitude,
        place_th=place_th,
        place_en=place_en,
        focus=source.focus,
        by=by,
        now=now,
    )
    center.cloned_from, center.cloned_at = source, now
    center.save(update_fields=["cloned_from", "cloned_at"])
    ServiceOffering.objects.bulk_create(_copy_of(offering, center=center, now=now) for offering in offerings)
    OpeningHours.objects.bulk_create(
        OpeningHours(center=center, weekday=hours.weekday, opens=hours.opens, closes=hours.closes)
        for hours in source.opening_hours.all()
    )
    touch_calendar(center)
    record(
        "cloned-center",
        gettext_noop("%(center)s took over the service model of %(source)s."),
        about=[center, source],
        by=by,
        now=now,
        center=center.names,
        source=source.names,
    )
    return center


def _copy_of(offering: ServiceOffering, *, center: Center, now: datetime) -> ServiceOffering:
    return ServiceOffering(
        center=center,
        stage=offering.stage,
        name_th=offering.name_th,
        name_en=offering.name_en,
        description_th=offering.description_th,
        description_en=offering.description_en,
        position=offering.position,
        changed_at=now,
        cloned_from=offering,
    )
