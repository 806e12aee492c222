"""Every write to the network, one file a noun."""

from openitc.centers.operations.calendars import (
    CalendarRefused,
    close_center,
    set_holiday_exception,
    set_opening_hours,
    touch_calendar,
    withdraw_closure,
)
from openitc.centers.operations.centers import CenterRefused, change_center, move_center, open_center, set_hub
from openitc.centers.operations.clones import clone_center
from openitc.centers.operations.memberships import MembershipRefused, appoint, end_membership
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
    "CalendarRefused",
    "CenterRefused",
    "MembershipRefused",
    "OfferingRefused",
    "add_offering",
    "add_organisation",
    "appoint",
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
