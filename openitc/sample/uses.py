"""Single uses of machines on the sample network, with the closures, the cancelled and the ones nobody came to."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.operations import book, cancel, complete, mark_no_show
from openitc.resources.models import Kind, Resource
from openitc.resources.operations import close_resource
from openitc.sample import stories
from openitc.sample.diary import GRID, Diary
from openitc.sample.loading import Loading
from openitc.shared import clock

CLOSURES = 24
DAY = 1440
NO_SHOW, CANCELLED = 0.06, 0.04


def load_closures(loading: Loading) -> None:
    """Machines that are maintained or calibrated, behind and ahead."""
    machines = [resource for resource in loading.resources.values() if resource.kind == Kind.MACHINE]
    reasons = [reason for reason in stories.closure_reasons() if reason.kind in {"maintenance", "calibration"}]
    for machine in loading.chance.sample(machines, CLOSURES):
        reason = loading.chance.choice(reasons)
        day = clock.local_day(loading.now) + timedelta(days=loading.chance.randint(-25, 40))
        start = clock.at(day, 8, 30)
        close_resource(
            resource=machine,
            during=DateTimeTZRange(start, start + timedelta(days=1 + reason.hours // 8)),
            why=reason.kind,
            note=reason.reason.th,
            by=loading.by,
            now=min(start, loading.now) - timedelta(days=5),
        )


def load_breakdowns(loading: Loading) -> None:
    """A few machines that broke after they were booked, so that some cases are at risk and must be planned again."""
    coming = Booking.objects.confirmed().filter(
        case__officer__isnull=False, during__startswith__gt=loading.now + timedelta(days=2)
    )
    machines = Reservation.objects.filter(booking__in=coming, resource__kind=Kind.MACHINE, released_at=None)
    hit: set[int] = set()
    for row in machines.select_related("resource", "booking").order_by("during", "pk"):
        officer = row.booking.case.officer_id if row.booking.case else None
        if officer is None or officer in hit:
            continue
        hit.add(officer)
        close_resource(
            resource=row.resource,
            during=DateTimeTZRange(row.during.lower, row.during.upper + timedelta(days=1)),
            why="breakdown",
            by=loading.by,
            now=loading.now,
        )


def load_uses(loading: Loading, diary: Diary, *, count: int) -> int:
    """So many single uses of machines and rooms from a month back to a month ahead."""
    able = [r for r in loading.resources.values() if r.kind in {Kind.MACHINE, Kind.ROOM} and not r.runs_overnight]
    made = 0
    for _attempt in range(count * 4):
        if made >= count:
            break
        made += _use(loading, diary, loading.chance.choice(able))
    return made


def _use(loading: Loading, diary: Diary, resource: Resource) -> bool:
    chance = loading.chance
    enterprise, product, _pathway = chance.choice(loading.enterprises)
    day = diary.minute(loading.now) // DAY + chance.randint(-30, 30)
    length = chance.choice([60, 120, 180, 240])
    start = day * DAY + chance.randrange(8 * 60 + 30, 15 * 60, GRID)
    if not diary.is_free(resource, start, start + length) or not _has_operator(diary, resource, start, start + length):
        return False
    begin, end = diary.moment(start), diary.moment(start + length)
    booked = min(begin, loading.now) - timedelta(days=chance.randint(4, 9))
    booking = book(
        enterprise=enterprise, resource=resource, start=begin, end=end, purpose=product.name_th,
        by=loading.by, now=booked,
    )  # fmt: skip
    for kept, blocked in booking.reservations.order_by().values_list("resource_id", "blocked"):
        diary.taken[kept].append((diary.minute(blocked.lower), diary.minute(blocked.upper)))
    if chance.random() < CANCELLED:
        cancel(booking=booking, reason="", by=loading.by, now=booked + timedelta(days=1))
    elif end < loading.now and chance.random() < NO_SHOW:
        mark_no_show(booking=booking, by=loading.by, now=end)
    elif end < loading.now:
        complete(booking=booking, by=loading.by, now=end)
    return True


def _has_operator(diary: Diary, resource: Resource, start: int, end: int) -> bool:
    """Whether someone at the center can run it then, or nobody is needed."""
    capability = resource.type.operated_by_id
    return capability is None or any(
        capability in diary.capabilities[person.pk] and diary.is_free(person, start, end)
        for person in diary.by_center[resource.center_id]
    )
