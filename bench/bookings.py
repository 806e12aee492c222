"""What the promise of bookings costs: a whole route held, beside its bare rows; and many who want the same at once.

    python bench/bookings.py [--rounds N] [--seconds S]

Three ways to keep places race each other. `hold()` is ours, with all that it looks at. The rival leaves everything to
the exclusion constraint. Between them, the rival's own statements behind our locks: what the locks alone change.
PostgreSQL looks for a deadlock after a second; here it looks four times as soon, which spares the rival, and our time.
"""

import argparse
import statistics
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

import psycopg
from ground import p95, show, stand_on_a_copy_of_the_sample
from psycopg import sql

stand_on_a_copy_of_the_sample()

from django.db import connection  # noqa: E402 - Django is set up once the database runs
from django.db.models import Model  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above

from openitc.bookings import operations  # noqa: E402 - as above
from openitc.bookings.models import Booking, Hold, Reservation  # noqa: E402 - as above
from openitc.bookings.operations import SlotTaken, Visit  # noqa: E402 - as above
from openitc.bookings.tests import builders  # noqa: E402 - as above
from openitc.cases.models import Case  # noqa: E402 - as above
from openitc.history.models import Event  # noqa: E402 - as above
from openitc.shared.db import Lock  # noqa: E402 - as above

STEPS = 6
CROWDS = (4, 16, 32)
MOST_ROUNDS = 60
HOURS = (9, 11, 13)
LOOK_FOR_DEADLOCKS = "SET deadlock_timeout = '250ms'"

CENTER = builders.a_center("ITC-BENCH")
OFFICER = builders.a_worker(CENTER, email="bench@example.com")
DAYS = builders.working_days(max(MOST_ROUNDS, 200))
NOW = builders.NOW


def plain() -> psycopg.Connection[tuple[int]]:
    """A connection without Django."""
    return psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor, "context": None})


# A whole route, and its rows alone.


def costs(rounds: int) -> list[dict[str, object]]:
    """Time `hold()` of a route; then insert the very rows it wrote, without it: row by row, and a table at a time."""
    version = builders.a_version(*(f"step-{number}" for number in range(STEPS)))
    machines = [builders.a_resource(CENTER, f"route-{number}") for number in range(STEPS)]
    enterprise = builders.an_enterprise("Held routes")
    times: dict[str, list[float]] = {"hold()": [], "same rows, one by one": [], "same rows, four INSERTs": []}
    statements = {"same rows, one by one": 2 + 2 * STEPS, "same rows, four INSERTs": 4}
    with closing(plain()) as bare:
        for day in DAYS[:rounds]:
            case = builders.a_case(CENTER, enterprise, version)
            visits = [
                builders.a_visit([machine], builders.at(9 + number, day=day), hours=1, step=step)
                for number, (machine, step) in enumerate(zip(machines, version.steps.all(), strict=True))
            ]
            with CaptureQueriesContext(connection) if day == DAYS[0] else nullcontext() as asked:
                began = perf_counter()
                held = operations.hold(case=case, visits=visits, by=OFFICER, now=NOW)
                times["hold()"].append(1000 * (perf_counter() - began))
            if asked:
                statements["hold()"] = sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in asked)
            tables = Rows.written_by(held, bare)
            for way, together in (("same rows, one by one", False), ("same rows, four INSERTs", True)):
                times[way].append(tables.insert_again(bare, together=together))
    limit = statistics.median(times["same rows, one by one"])
    return [
        {
            "one route of six steps": way,
            "statements": statements[way],
            "p50 ms": round(statistics.median(found), 2),
            "p95 ms": round(p95(found), 2),
            "to its rows": round(statistics.median(found) / limit, 2),
        }
        for way, found in times.items()
    ]


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything a hold wrote, as text that PostgreSQL reads again."""

    hold: int
    tables: list[tuple[str, list[str], list[tuple[str | None, ...]]]]

    @classmethod
    def written_by(cls, held: Hold, bare: psycopg.Connection[tuple[int]]) -> "Rows":
        """Read the rows."""
        conditions: Sequence[tuple[type[Model], str]] = (
            (Hold, "id = %(hold)s"),
            (Booking, "hold_id = %(hold)s"),
            (Reservation, "booking_id IN (SELECT id FROM bookings_booking WHERE hold_id = %(hold)s)"),
            (Event, "id = (SELECT max(id) FROM history_event)"),
        )
        tables = []
        for model, condition in conditions:
            meta = model._meta  # noqa: SLF001 - Django's documented name
            # History cannot be deleted, so its row is written once more under a new key.
            fields = [each.column for each in meta.concrete_fields if (model, each.column) != (Event, "id")]
            as_text = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in fields)
            read = sql.SQL("SELECT {} FROM {} WHERE ").format(as_text, sql.Identifier(meta.db_table))
            rows = bare.execute(read + sql.SQL(condition), {"hold": held.pk}).fetchall()
            tables.append((meta.db_table, fields, rows))
        bare.commit()
        return cls(held.pk, tables)

    def insert_again(self, bare: psycopg.Connection[tuple[int]], *, together: bool) -> float:
        """Delete the rows, then say how many milliseconds their INSERTs take, in one transaction."""
        with bare.transaction():
            bare.execute(
                "DELETE FROM bookings_reservation USING bookings_booking AS whose"
                " WHERE whose.id = booking_id AND whose.hold_id = %s", [self.hold],
            )  # fmt: skip
            bare.execute("DELETE FROM bookings_booking WHERE hold_id = %s", [self.hold])
            bare.execute("DELETE FROM bookings_hold WHERE id = %s", [self.hold])
        inserts = [
            (_insert(table, fields, len(part)), [value for row in part for value in row])
            for table, fields, rows in self.tables
            for part in ([rows] if together else [[row] for row in rows])
        ]
        began = perf_counter()
        with bare.transaction():
            for insert, values in inserts:
                bare.execute(insert, values)
        return 1000 * (perf_counter() - began)


def _insert(table: str, fields: Sequence[str], rows: int) -> sql.Composed:
    row = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(fields)))
    return sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, fields)), sql.SQL(", ").join([row] * rows)
    )


# Many who want the same.

Keeping = Callable[[Case, Visit], object]


def ours(case: Case, visit: Visit) -> None:
    """Hold it as the site does."""
    operations.hold(case=case, visits=[visit], by=OFFICER, now=NOW)


class Bare:
    """The rival: rows in plain SQL, with or without our locks in front."""

    def __init__(self, *, locks: bool) -> None:
        self.locks = locks

    def __call__(self, case: Case, visit: Visit) -> None:
        """Keep all uses of a visit, or nothing."""
        bare = connection.connection
        with bare.transaction():
            self._keep(bare, case, visit)

    def _keep(self, bare: psycopg.Connection[tuple[int]], case: Case, visit: Visit) -> None:
        if self.locks:
            for key in sorted(use.resource.pk for use in visit.uses):
                bare.execute("SELECT pg_advisory_xact_lock(%s, %s)", [int(Lock.RESOURCES), key])
        hold = bare.execute(
            "INSERT INTO bookings_hold (case_id, placed_by_id, placed_at, expires_at)"
            " VALUES (%s, %s, now(), now() + interval '15 minutes') RETURNING id", [case.pk, OFFICER.pk],
        ).fetchone()  # fmt: skip
        booking = bare.execute(
            "INSERT INTO bookings_booking (hold_id, enterprise_id, case_id, center_id, during, attended, purpose,"
            " booked_by_id, booked_at, cancel_reason, override_reason, overridden)"
            " VALUES (%s, %s, %s, %s, tstzrange(%s, %s), true, '', %s, now(), '', '', '[]') RETURNING id",
            [hold[0], case.enterprise_id, case.pk, CENTER.pk, visit.start, visit.end, OFFICER.pk],
        ).fetchone()  # fmt: skip
        for use in visit.uses:
            bare.execute(
                "INSERT INTO bookings_reservation (booking_id, resource_id, place_id, role, during, blocked, fee,"
                " changed_in) SELECT %s, resource_id, id, %s, tstzrange(%s, %s), tstzrange(%s, %s), 0, 0"
                " FROM resources_place WHERE resource_id = %s",
                [booking[0], use.role, use.start, use.end, *use.blocked, use.resource.pk],
            )  # fmt: skip


WAYS: dict[str, Keeping] = {
    "hold()": ours,
    "locks, then constraint": Bare(locks=True),
    "constraint alone": Bare(locks=False),
}
KNOWN = {"kept", "refused", "deadlock", "DeadlockDetected"}


@dataclass(slots=True)
class Race:
    """Some threads that start together, round after round, for a slot of a time that is theirs alone."""

    keeping: Keeping
    orders: Sequence[Sequence[builders.Resource]]
    cases: Sequence[Case]
    outcomes: list[Counter[str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0

    def run(self, seconds: float) -> None:
        """Race until the time is up, one round at least."""
        ends = perf_counter() + seconds
        for number in range(MOST_ROUNDS):
            if number and perf_counter() > ends:
                break
            self._round(builders.at(HOURS[number % len(HOURS)], day=DAYS[number // len(HOURS)]))

    def _round(self, start: datetime) -> None:
        self.outcomes.append(Counter())
        gate = threading.Barrier(len(self.cases) + 1)
        visits = [builders.a_visit(order, start) for order in self.orders]
        threads = [
            threading.Thread(target=self._one, args=(gate, case, visits[number % len(visits)]))
            for number, case in enumerate(self.cases)
        ]
        for thread in threads:
            thread.start()
        gate.wait()
        began = perf_counter()
        for thread in threads:
            thread.join()
        self.seconds += perf_counter() - began

    def _one(self, gate: threading.Barrier, case: Case, visit: Visit) -> None:
        with connection.cursor() as cursor:
            cursor.execute(LOOK_FOR_DEADLOCKS)
        gate.wait()
        began = perf_counter()
        self.outcomes[-1][self._outcome(case, visit)] += 1
        self.waits.append(1000 * (perf_counter() - began))
        connection.close()

    def _outcome(self, case: Case, visit: Visit) -> str:
        try:
            self.keeping(case, visit)
        except (SlotTaken, psycopg.errors.ExclusionViolation):
            return "refused"
        except psycopg.errors.DeadlockDetected:
            return "deadlock"
        except Exception as error:  # house: whatever else happens must show in the table, not in a thread
            return type(error.__cause__ or error).__name__
        return "kept"


def crowds(seconds: float) -> list[dict[str, object]]:
    """Every crowd, for one slot and for crossed pairs of them, in each of the ways."""
    version, enterprise = builders.a_version(), builders.an_enterprise("Crowd")
    cases = [builders.a_case(CENTER, enterprise, version) for _ in range(max(CROWDS))]
    return [
        _raced(wanted, crowd, way, cases[:crowd], seconds)
        for wanted in ("one slot", "crossed pairs")
        for crowd in CROWDS
        for way in WAYS
    ]


def _raced(wanted: str, crowd: int, way: str, cases: Sequence[Case], seconds: float) -> dict[str, object]:
    name = f"{wanted}-{crowd}-{list(WAYS).index(way)}".replace(" ", "-")
    one, other = (builders.a_resource(CENTER, f"{name}-{side}") for side in "ab")
    race = Race(WAYS[way], [[one]] if wanted == "one slot" else [[one, other], [other, one]], cases)
    race.run(seconds)
    standing = Reservation.objects.filter(resource=one).values("during").distinct().count()
    total = sum(race.outcomes, Counter())
    won = sum(outcome["kept"] == 1 for outcome in race.outcomes)
    if WAYS[way] is ours:
        assert set(total) <= {"kept", "refused"}, total
        assert won == standing == len(race.outcomes), race.outcomes
    return {
        "threads want": f"{crowd:2} {wanted}",
        "way": way,
        "rounds": len(race.outcomes),
        "rounds/s": round(len(race.outcomes) / race.seconds, 2),
        "p95 wait ms": round(p95(race.waits)),
        "one winner": f"{won}/{len(race.outcomes)}",
        "slots kept": standing,
        "deadlocks": total["deadlock"] + total["DeadlockDetected"],
        "other": ", ".join(f"{count} {kind}" for kind, count in total.items() if kind not in KNOWN) or "-",
    }


def compared(rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """What the constraint alone does, as a multiple of the same statements behind locks, and of all of `hold()`."""
    found = []
    for place in range(0, len(rows), len(WAYS)):
        whole, locked, alone = rows[place : place + len(WAYS)]
        found.append({
            "constraint alone": whole["threads want"],
            "p95 to locked": round(float(alone["p95 wait ms"]) / max(float(locked["p95 wait ms"]), 1), 2),
            "p95 to hold()": round(float(alone["p95 wait ms"]) / max(float(whole["p95 wait ms"]), 1), 2),
            "rounds to locked": round(float(alone["rounds/s"]) / float(locked["rounds/s"]), 2),
            "rounds to hold()": round(float(alone["rounds/s"]) / float(whole["rounds/s"]), 2),
        })  # fmt: skip
    return found


def main() -> None:
    """Measure, print, and write down what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40, help="routes held one after the other")
    parser.add_argument("--seconds", type=float, default=1.2, help="for each crowd in each way")
    arguments = parser.parse_args()
    routes = costs(arguments.rounds)
    raced = crowds(arguments.seconds)
    show("bookings", what_a_route_costs=routes, many_want_the_same=raced, constraint_alone_to_ours=compared(raced))


if __name__ == "__main__":
    main()
