"""One resource's day as blocks: what is booked, held, free, closed; names only for those who may know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from openitc.bookings.models import Booking, Reservation
from openitc.bookings.queries.free import SHORTEST_USE, Timetable
from openitc.bookings.queries.periods import Period
from openitc.centers.rules import MINUTES_A_DAY, Span
from openitc.resources.models import Closure, Resource
from openitc.resources.queries import minutes_from
from openitc.shared import text
from openitc.ui.shapes import Block, Cell

STAGE_OF_KIND = {"machine": "engineering", "expert": "analysis", "laboratory": "certification", "room": "market"}
SHORTEST_DRAWN = 120  # of free time where a day is narrow; shorter ones have no room for their words
USUAL_DAY = (8 * 60 + 30, 16 * 60 + 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is common to every block of a calendar."""

    period: Period
    plan: Timetable
    hours: Span  # of a day that are drawn, in minutes
    sees: Callable[[Booking], bool]
    now: datetime

    def cells(self, resource: Resource, reservations: Sequence[Reservation], closures: Sequence[Closure]) -> list[Cell]:
        """Each day of the resource."""
        return [
            self._cell(resource, offset * MINUTES_A_DAY, reservations, closures) for offset in range(self.period.days)
        ]

    def _cell(
        self, resource: Resource, midnight: int, reservations: Sequence[Reservation], closures: Sequence[Closure]
    ) -> Cell:
        day = (midnight + self.hours[0], midnight + self.hours[1])
        uses = [row for row in reservations if self._shares(row.during, day)]
        down = [closure for closure in closures if self._shares(closure.during, day)]
        several = self.plan.places.get(resource.pk, 1) > 1
        blocks = [self._down(closure, day) for closure in down]
        if uses:
            blocks += [self._crowd(resource, uses, day)] if several else [self._use(resource, row, day) for row in uses]
        blocks += self._free(resource, day, beside=several and bool(uses))
        is_open = any(start < midnight + MINUTES_A_DAY and midnight < end for start, end in self.plan.open[resource.pk])
        return Cell(blocks=sorted(blocks, key=lambda block: (block.x, block.place)), closed=not is_open and not down)

    def _minutes(self, during: "Range[datetime]") -> Span:
        start, end = during.lower, during.upper
        assert start is not None  # noqa: S101 - the tables promise both ends
        assert end is not None  # noqa: S101 - the same
        return minutes_from(self.plan.origin, start), -minutes_from(end, self.plan.origin)

    def _shares(self, during: "Range[datetime]", day: Span) -> bool:
        start, end = self._minutes(during)
        return start < day[1] and day[0] < end

    @staticmethod
    def _x(minute: int, day: Span) -> float:
        """Where a minute lies on the day, in per cent; what lies outside is drawn at the edge."""
        return 100 * (min(max(minute, day[0]), day[1]) - day[0]) / (day[1] - day[0])

    def _words(self, span: Span, day: Span) -> str:
        """The hours of what lies on the day; of what goes on over its edge, only the end that lies on it."""
        midnight = day[0] - day[0] % MINUTES_A_DAY
        starts, ends = span[0] >= midnight, span[1] <= midnight + MINUTES_A_DAY
        hours = {"start": self._hour(span[0]), "end": self._hour(span[1])}
        if starts and ends:
            return f"{hours['start']}–{hours['end']}"
        if starts:
            return _("from %(start)s") % hours
        return _("until %(end)s") % hours if ends else _("all day")

    def _hour(self, minute: int) -> str:
        return text.hour(self.plan.moment(minute))

    def _use(self, resource: Resource, row: Reservation, day: Span) -> Block:
        booking, span = row.booking, self._minutes(row.during)
        known = self.sees(booking)
        held = row.held_until is not None
        stage = booking.step.stage if known and booking.step else STAGE_OF_KIND[resource.kind]
        return Block(
            x=self._x(span[0], day),
            w=self._x(span[1], day) - self._x(span[0], day),
            state="held" if held else "booked",
            title=self._title(row, known=known),
            text=self._words(span, day) if not (held and known) else called(booking),
            stage=stage,
            url=reverse("bookings:detail", args=[booking.pk]) if known else "",
        )

    def _title(self, row: Reservation, *, known: bool) -> str:
        if row.held_until is not None:
            left = max(1, -minutes_from(row.held_until, self.now))
            return _("Held for %(minutes)s min") % {"minutes": left}
        return called(row.booking) if known else _("Booked")

    def _crowd(self, resource: Resource, uses: Sequence[Reservation], day: Span) -> Block:
        """What several places do, as one block: how many of them are taken, and until when."""
        spans = [self._minutes(row.during) for row in uses]
        whole = (min(start for start, _end in spans), max(end for _start, end in spans))
        taken = len({row.place_id for row in uses})
        last = text.thai_or_english_day(
            self.plan.moment(whole[1] - 1), language=get_language() or "th", weekday=False, year=False
        )
        long = whole[1] > day[0] - day[0] % MINUTES_A_DAY + MINUTES_A_DAY
        return Block(
            x=self._x(whole[0], day),
            w=self._x(whole[1], day) - self._x(whole[0], day),
            state="booked",
            title=_("%(taken)s of %(all)s places") % {"taken": taken, "all": self.plan.places[resource.pk]},
            text=_("until %(end)s") % {"end": last} if long else self._words(whole, day),
            stage=STAGE_OF_KIND[resource.kind],
            of=2 if taken < self.plan.places[resource.pk] else 1,
        )

    def _down(self, closure: Closure, day: Span) -> Block:
        span = self._minutes(closure.during)
        whole = span[0] <= day[0] and day[1] <= span[1]
        return Block(
            x=self._x(span[0], day),
            w=self._x(span[1], day) - self._x(span[0], day),
            state="down",
            title=str(closure.get_why_display()),
            text=_("all day") if whole else self._words(span, day),
        )

    def _free(self, resource: Resource, day: Span, *, beside: bool) -> list[Block]:
        soon = minutes_from(self.plan.origin, self.now) + resource.notice_minutes
        half_hours = (
            (-(-max(start, day[0], soon) // 30) * 30, min(end, day[1])) for start, end in self.plan.free[resource.pk]
        )
        return [
            Block(
                x=self._x(start, day),
                w=self._x(end, day) - self._x(start, day),
                state="free",
                title=_("Free"),
                text="" if beside else f"{self._hour(start)}–{self._hour(end)}",
                url=self._to_book(resource, start, end),
                place=1 if beside else 0,
                of=2 if beside else 1,
            )
            for start, end in half_hours
            if end - start >= (SHORTEST_USE if self.period.days == 1 else SHORTEST_DRAWN)
        ]

    def _to_book(self, resource: Resource, start: int, end: int) -> str:
        last = min(end, start + resource.longest_minutes)
        asked = {
            "date": self.plan.moment(start).date().isoformat(),
            "start": self._hour(start),
            "end": self._hour(last),
        }
        return f"{reverse('bookings:new', args=[resource.code])}?{urlencode(asked)}"


def hours_drawn(plan: Timetable) -> Span:
    """From when to when a day is drawn: the widest opening hours there are."""
    spans = [span for each in plan.open.values() for span in each]
    if not spans:
        return USUAL_DAY
    opens = min(start % MINUTES_A_DAY for start, _end in spans)
    closes = max((end - 1) % MINUTES_A_DAY + 1 for _start, end in spans)
    return (opens, closes) if opens < closes else USUAL_DAY


def called(booking: Booking) -> str:
    """A booking in a word or two, for those who may know: the product, else the enterprise."""
    return booking.case.product.name if booking.case is not None else booking.enterprise.name
