"""Every write of bookings: whole routes, single uses, changes, and what happens on the day."""

from openitc.bookings.operations.changes import NotChangeable, StepsOutOfOrder, cancel, move, pin, unpin
from openitc.bookings.operations.holds import HoldLapsed, TwoPlacesAtOnce, confirm, hold, rebook, release
from openitc.bookings.operations.keeping import SlotTaken, Use, Visit, end_lapsed_holds
from openitc.bookings.operations.uses import NotBookable, book, may_run_alone
from openitc.bookings.operations.visits import NotNow, check_in, complete, mark_no_show

__all__ = [
    "HoldLapsed",
    "NotBookable",
    "NotChangeable",
    "NotNow",
    "SlotTaken",
    "StepsOutOfOrder",
    "TwoPlacesAtOnce",
    "Use",
    "Visit",
    "book",
    "cancel",
    "check_in",
    "complete",
    "confirm",
    "end_lapsed_holds",
    "hold",
    "mark_no_show",
    "may_run_alone",
    "move",
    "pin",
    "rebook",
    "release",
    "unpin",
]
