"""Every write to enterprises, one file a noun."""

from openitc.enterprises.operations.enterprises import (
    EnterpriseRefused,
    NameKnown,
    Profile,
    ask_to_share,
    change_enterprise,
    register_enterprise,
    register_own_enterprise,
    share_with_center,
)
from openitc.enterprises.operations.figures import FiguresRefused, state_figures
from openitc.enterprises.operations.members import add_member
from openitc.enterprises.operations.products import ProductRefused, add_product, change_product

__all__ = (
    "EnterpriseRefused",
    "FiguresRefused",
    "NameKnown",
    "ProductRefused",
    "Profile",
    "add_member",
    "add_product",
    "ask_to_share",
    "change_enterprise",
    "change_product",
    "register_enterprise",
    "register_own_enterprise",
    "share_with_center",
    "state_figures",
)
