"""Writes to the places where makers make. Where they are is verified together with the maker."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.people.models import User
from openitc.shared.db import operation
from openitc.shared.refusals import Reason, Refused, gather
from openitc.sourcing.models import Maker, Site
from openitc.sourcing.operations.makers import (
    Spot,
    faults_of_position,
    locked,
    record_of,
    refresh,
    take_verification_away,
    written_meanwhile,
)
from openitc.sourcing.queries.sightings import seen_of_site


class SiteRefused(Refused):
    """A place cannot be written like that."""


@operation
def add_site(*, maker: Maker, spot: Spot, by: User, now: datetime) -> Site:
    """Add a place."""
    maker = locked(maker)
    site = Site(maker=maker, added_at=now)
    _write(spot, site)
    _changed(maker, gettext_noop("%(maker)s has a new place, %(site)s."), site, by, now)
    return site


@operation
def change_site(*, site: Site, spot: Spot, seen: str | None = None, by: User, now: datetime) -> Site:
    """Write where a place is anew."""
    maker = locked(site.maker)
    site = _standing(site)
    if seen is not None and seen != seen_of_site(site):
        raise SiteRefused(written_meanwhile())
    before = seen_of_site(site)
    _write(spot, site)
    if seen_of_site(site) != before:
        _changed(maker, gettext_noop("The place %(site)s of %(maker)s was changed."), site, by, now)
    return site


@operation
def close_site(*, site: Site, by: User, now: datetime) -> Site:
    """Make nothing there any more; the last place cannot be closed."""
    maker = locked(site.maker)
    site = _standing(site)
    if not maker.sites.open().exclude(pk=site.pk).exists():
        text = _("This is the only place. Add the new one first, or change this one.")
        raise SiteRefused(Reason(text, "only_one"))
    site.closed_at = now
    site.save(update_fields=["closed_at"])
    _changed(maker, gettext_noop("%(maker)s makes nothing at %(site)s any more."), site, by, now)
    return site


def _standing(site: Site) -> Site:
    site = Site.objects.select_related("maker", "province").get(pk=site.pk)
    if site.closed_at is not None:
        raise SiteRefused(_("This place was closed already; nothing is left to do."))
    return site


def _write(spot: Spot, site: Site) -> None:
    faults = faults_of_position(spot)
    if not spot.name_th.strip():
        faults.append(Reason(_("Give the place a name, such as the town."), "no_name", "name_th"))
    gather(faults, kind=SiteRefused)
    site.name_th, site.name_en, site.province = spot.name_th.strip(), spot.name_en.strip(), spot.province
    site.latitude, site.longitude = spot.position
    site.save()


def _changed(maker: Maker, sentence: str, site: Site, by: User, now: datetime) -> None:
    """The first open place says in which province the maker is; whatever changed is verified anew."""
    first = maker.sites.open().select_related("province").first()
    if first is not None:
        maker.province, maker.changed_at = first.province, now
        maker.save(update_fields=["province", "changed_at"])
    refresh(maker)
    record_of(maker, "changed-site", sentence, by, now, site=site.names)
    take_verification_away(maker, by=by, now=now)
