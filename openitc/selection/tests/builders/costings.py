"""Costings to test with."""

from decimal import Decimal

from openitc.pathways.tests.builders import NOW
from openitc.people.tests.builders import a_user
from openitc.resources.models import ResourceType
from openitc.selection.models import CostLine, Idea
from openitc.selection.operations.costings import Entry, Terms, add_line, set_terms

BAHT = 100


def a_line(
    idea: Idea,
    what: str = "ลำไยสด",
    *,
    kind: str = "material",
    basis: str = "unit",
    quantity: str = "1",
    price: int | None = 10,
    machine: ResourceType | None = None,
) -> CostLine:
    """A line of the idea's costing; the price is in baht."""
    entry = Entry(
        kind=kind,
        what=what,
        basis=basis,
        quantity=Decimal(quantity),
        price=None if price is None else price * BAHT,
        machine=machine,
    )
    return add_line(idea=idea, entry=entry, by=a_user(), now=NOW)


def the_terms(idea: Idea, *, price: int = 49, batch: int = 400, monthly: int = 1_000, fixed: int = 12_000) -> Idea:
    """The price, quantities and fixed costs of the idea, money in baht."""
    terms = Terms(price=price * BAHT, batch_units=batch, monthly_units=monthly, monthly_fixed=fixed * BAHT)
    return set_terms(idea=idea, terms=terms, by=a_user(), now=NOW)


def a_costing(idea: Idea) -> Idea:
    """Freeze-dried longan as worked out by hand in test_costing_rules: 29 baht a bag that sells at 49."""
    a_line(idea, "ลำไยสด", basis="batch", quantity="120", price=35)
    a_line(idea, "อบเอง", kind="machine", basis="batch", quantity="36", price=140)
    a_line(idea, "ค่าแรง", kind="labour", basis="batch", quantity="16", price=60)
    a_line(idea, "ถุงและฉลาก", kind="packaging", price=3)
    a_line(idea, "ซองกันชื้น", kind="packaging", quantity="0.5", price=1)
    a_line(idea, "ทดสอบอายุการเก็บ", kind="test", basis="once", price=15_000)
    return the_terms(idea)
