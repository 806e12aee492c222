"""Every write to the network, one file a noun."""

from openitc.centers.operations.calendars import (
    CalendarRefused,
    Stretch,
    close_center,
    set_holiday_exception,
    set_opening_hours,
    touch_calendar,
    withdraw_closure,
)
from openitc.centers.operations.centers import NEXT, CenterRefused, change_center, move_center, open_center, set_hub
from openitc.centers.operations.clones import clone_center
from openitc.centers.operations.memberships import (
    MembershipRefused,
    appoint,
    appoint_administrator,
    appoint_by_email,
    end_membership,
)
from openitc.centers.operations.offerings import (
    OfferingRefused,
    add_offering,
    change_offering,
    order_offerings,
    restore_offering,
    withdraw_offering,
)
from openitc.centers.operations.organisations import add_organisation, change_organisation
from openitc.centers.operations.provinces import load_provinces

__all__ = (
    "NEXT",
    "CalendarRefused",
    "CenterRefused",
    "MembershipRefused",
    "OfferingRefused",
    "Stretch",
    "add_offering",
    "add_organisation",
    "appoint",
    "appoint_administrator",
    "appoint_by_email",
    "change_center",
    "change_offering",
    "change_organisation",
    "clone_center",
    "close_center",
    "end_membership",
    "load_provinces",
    "move_center",
    "open_center",
    "order_offerings",
    "restore_offering",
    "set_holiday_exception",
    "set_hub",
    "set_opening_hours",
    "touch_calendar",
    "withdraw_closure",
    "withdraw_offering",
)
