"""The live network in memory: one a process, read once, then kept fresh by what changed since.

Rows say which transaction last changed them. Before anything is read, the oldest transaction still running is noted;
the next reading asks for all rows changed by that one or a later one. A change that commits late is so never missed,
and one that was seen already is merely seen again.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Prefetch, Q

from openitc.bookings.models import Reservation
from openitc.centers.models import Center
from openitc.resources.models import Operation, Place, Resource
from openitc.resources.queries import minutes_from, opening
from openitc.resources.rules import usable
from openitc.routes.rules.network import DAYS, Kept, Means, Network, Spot
from openitc.shared import clock

_ONE_TABLE_EACH = "pg_relation_filenode('bookings_reservation'), pg_relation_filenode('resources_resource')"
_SERVING = (Center.Status.PILOT, Center.Status.OPENED)

Identity = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the database says of itself before anything else is read."""

    identity: Identity  # of the tables: emptied and filled again, they are others
    seen_to: int
    read_at: datetime
    changing: bool  # our own transaction has written, and may still be undone


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all threads of the process start from."""

    identity: Identity
    network: Network
    calendars: Mapping[int, int]  # for each center the transaction that last changed its hours


class Snapshot:
    """Keeps a network and brings it up to date; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shared: _Shared | None = None

    def network(self, *, now: datetime) -> Network:
        """The network as it is, counted from today's midnight."""
        with self._lock:
            moment = _moment()
            known = self._shared
            if known is None or known.identity != moment.identity or known.network.first != clock.local_day(now):
                known = _Shared(moment.identity, _nothing(moment, clock.local_day(now)), {})
                fresh = _brought_up(known, moment, since=None)
            else:
                fresh = _brought_up(known, moment, since=known.network.seen_to)
            # What this transaction wrote is seen by it alone until it is committed.
            if not moment.changing:
                self._shared = fresh
            return fresh.network


_snapshot = Snapshot()


def live_network(*, now: datetime) -> Network:
    """The network as this process knows it, brought up to date."""
    return _snapshot.network(now=now)


def _moment() -> _Moment:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, clock_timestamp(),"
            f" pg_current_xact_id_if_assigned() IS NOT NULL, current_database(), {_ONE_TABLE_EACH}"
        )
        seen_to, read_at, changing, *identity = cursor.fetchone()
    return _Moment(tuple(identity), seen_to, read_at, changing)


def _nothing(moment: _Moment, first: date) -> Network:
    # Whoever saw less than this may have missed something; it is one less, since what we are about to see is seen.
    return Network(first=first, read_at=moment.read_at, seen_to=moment.seen_to, begun_in=moment.seen_to - 1)


def _brought_up(known: _Shared, moment: _Moment, *, since: int | None) -> _Shared:
    """What was known, with everything that changed since."""
    centers = list(Center.objects.select_related("province"))
    calendars = {center.pk: center.calendar_changed_in for center in centers}
    rehung = {key for key, changed_in in calendars.items() if known.calendars.get(key) != changed_in}
    changed = _changed_resources(rehung, since)
    network = known.network
    touched = dict(network.touched)
    means = {**network.means, **_means(changed, first=network.first)}
    for row in changed:
        if row.retired_at is not None:
            means.pop(row.pk, None)
    kept = _with_reservations(network, touched, since)
    spots = _spots(centers)
    # A network of other centers or resources is as good as one read anew.
    same = since is None or (spots == network.spots and means == network.means)
    fresh = Network(
        first=network.first,
        read_at=moment.read_at,
        seen_to=moment.seen_to,
        begun_in=network.begun_in if same else moment.seen_to,
        spots=spots,
        means=means,
        kept=kept,
        touched=touched,
    )
    return _Shared(moment.identity, fresh, calendars)


def _changed_resources(rehung: Collection[int], since: int | None) -> list[Resource]:
    rows = Resource.objects.select_related("type__operated_by").prefetch_related(
        "capabilities", Prefetch("places", Place.objects.filter(retired_at=None).order_by("number"))
    )
    if since is None:
        return list(rows.filter(retired_at=None))
    return list(rows.filter(Q(changed_in__gte=since) | Q(center__in=rehung)))


def _means(rows: Collection[Resource], *, first: date) -> dict[int, Means]:
    serving = [row for row in rows if row.retired_at is None]
    spans = opening(serving, first=first, days=DAYS) if serving else {}
    return {
        row.pk: Means(
            key=row.pk,
            code=row.code,
            names=row.names,
            kind=row.kind,
            type=row.type_id,
            center=row.center_id,
            capabilities=frozenset(capability.code for capability in row.capabilities.all()),
            places=tuple(place.pk for place in row.places.all()),
            fee_basis=row.fee_basis,
            fee=row.fee,
            setup=row.setup_minutes,
            cleaning=row.cleaning_minutes,
            overnight=row.runs_overnight,
            needs_operator=row.operation == Operation.OPERATOR,
            needs_training=row.operation == Operation.TRAINED,
            operated_by=row.type.operated_by.code if row.type.operated_by else None,
            notice=row.notice_minutes,
            longest=min(row.longest_minutes, row.monthly_minutes),
            open=tuple(
                usable(
                    spans[row.pk], setup=row.setup_minutes, cleaning=row.cleaning_minutes, overnight=row.runs_overnight
                )
            ),
        )
        for row in serving
    }


def _with_reservations(
    network: Network, touched: dict[int, int], since: int | None
) -> Mapping[int, Mapping[int, Kept]]:
    """What is kept, with new and changed reservations in and released ones out; only touched resources are copied."""
    rows = Reservation.objects.order_by()
    if since is None:
        rows = rows.filter(released_at=None, blocked__endswith__gt=network.epoch)
    else:
        rows = rows.filter(changed_in__gte=since)
    columns = ("pk", "resource_id", "booking_id", "place_id", "blocked", "held_until", "released_at", "changed_in")
    kept = dict(network.kept)
    copied: dict[int, dict[int, Kept]] = {}
    for key, resource, booking, place, blocked, held_until, released_at, changed_in in rows.values_list(*columns):
        if resource not in copied:
            copied[resource] = kept[resource] = dict(kept.get(resource, {}))
        if released_at is None:
            start, end = minutes_from(network.epoch, blocked.lower), minutes_from(network.epoch, blocked.upper)
            copied[resource][key] = Kept(booking, place, start, end, held_until)
        else:
            copied[resource].pop(key, None)
        touched[resource] = max(touched.get(resource, 0), changed_in)
    return kept


def _spots(centers: Iterable[Center]) -> dict[int, Spot]:
    return {
        center.pk: Spot(
            key=center.pk,
            code=center.code,
            names=center.names,
            position=(center.latitude, center.longitude),
            province=center.province_id,
            province_names=center.province.names,
            serves=center.status in _SERVING,
        )
        for center in centers
    }
