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
from openitc.enterprises.operations.identity import (
    IdentityRefused,
    Told,
    add_photograph,
    withdraw_photograph,
    write_identity,
)
from openitc.enterprises.operations.indications import (
    UseRefused,
    enter_use,
    load_indications,
    verify_use,
    withdraw_use,
)
from openitc.enterprises.operations.members import add_member
from openitc.enterprises.operations.products import ProductRefused, add_product, change_product

__all__ = (
    "EnterpriseRefused",
    "FiguresRefused",
    "IdentityRefused",
    "NameKnown",
    "ProductRefused",
    "Profile",
    "Told",
    "UseRefused",
    "add_member",
    "add_photograph",
    "add_product",
    "ask_to_share",
    "change_enterprise",
    "change_product",
    "enter_use",
    "load_indications",
    "register_enterprise",
    "register_own_enterprise",
    "share_with_center",
    "state_figures",
    "verify_use",
    "withdraw_photograph",
    "withdraw_use",
    "write_identity",
)
