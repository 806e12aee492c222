"""What is kept of a costing, and how real fees come into it."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from openitc.bookings.tests.builders import a_resource
from openitc.cases.tests.builders import a_case
from openitc.centers.models import Center
from openitc.history.queries import events_about
from openitc.pathways.tests.builders import NOW, a_center
from openitc.people.tests.builders import a_user
from openitc.resources.models import FeeBasis
from openitc.selection.models import Comparison, CostLine, Idea
from openitc.selection.operations import costings as operations
from openitc.selection.operations.comparisons import ComparisonClosed, withdraw_comparison
from openitc.selection.queries.costings import offers_for, real_fees, sheet_of
from openitc.selection.tests.builders.comparisons import a_comparison
from openitc.selection.tests.builders.costings import BAHT, a_costing, a_line, the_terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea() -> Idea:
    return the_idea(a_comparison(a_case(a_center())))


def the_idea(comparison: Comparison) -> Idea:
    return Idea.objects.select_related("comparison__case__enterprise__province", "product").get(
        pk=comparison.ideas.order_by("pk")[0].pk
    )


def roasters(*fees: int) -> list[Center]:
    """Centers that have a roaster each, at those fees in baht."""
    centers = [a_center() for _fee in fees]
    for center, fee in zip(centers, fees, strict=True):
        a_resource(center, fee=fee * BAHT)
    return centers


def test_a_sheet_comes_to_what_was_worked_out_by_hand(idea: Idea) -> None:
    sheet = sheet_of(a_costing(idea))
    assert sheet.figures is not None
    assert (sheet.figures.unit_cost, sheet.figures.margin, sheet.figures.percent) == (29 * BAHT, 20 * BAHT, 40)
    assert (sheet.figures.break_even, sheet.figures.months) == (600, 1.9)
    assert [part.kind for part in sheet.figures.parts] == ["material", "machine", "labour", "packaging", "left"]
    assert sum(part.percent for part in sheet.figures.parts) == pytest.approx(100)


def test_what_is_paid_for_a_batch_waits_for_the_units_of_one(idea: Idea) -> None:
    a_line(idea, basis="batch")
    assert sheet_of(idea).figures is None
    the_terms(idea)
    assert sheet_of(idea).figures is not None


def test_a_machine_of_the_network_costs_the_fee_in_the_middle_whatever_was_typed(idea: Idea) -> None:
    roasters(300, 900, 500)
    machine = offers_for("machine", to=idea.comparison.case.enterprise)[0].type
    line = a_line(idea, "", kind="machine", machine=machine, price=1)
    assert (line.price, line.what) == (500 * BAHT, machine.name_th)
    assert real_fees([machine])[machine.pk].least == 300 * BAHT


def test_the_nearest_center_that_has_one_is_named(idea: Idea) -> None:
    near, far = roasters(300, 100)
    Center.objects.filter(pk=far.pk).update(latitude=7.0)
    offer = offers_for("machine", to=idea.comparison.case.enterprise)[0]
    assert offer.nearest.center == near
    assert offer.fee.count == 2


def test_a_fee_that_changed_is_marked_and_taken_over_only_when_asked(idea: Idea) -> None:
    [center] = roasters(300)
    machine = offers_for("machine", to=idea.comparison.case.enterprise)[0].type
    line = a_line(idea, kind="machine", machine=machine, price=None)
    assert sheet_of(idea).fees_changed == 0
    center.resources.update(fee=400 * BAHT)
    assert sheet_of(idea).fees_changed == 1
    assert operations.take_fees_of_today(idea=idea, by=a_user(), now=NOW) == 1
    line.refresh_from_db()
    assert (line.price, sheet_of(idea).fees_changed) == (400 * BAHT, 0)
    assert operations.take_fees_of_today(idea=idea, by=a_user(), now=NOW) == 0


def test_a_machine_that_nobody_has_any_more_is_told_and_refused_anew(idea: Idea) -> None:
    [center] = roasters(300)
    machine = offers_for("machine", to=idea.comparison.case.enterprise)[0].type
    a_line(idea, kind="machine", machine=machine, price=None)
    center.resources.update(retired_at=NOW)
    [shown] = next(group for group in sheet_of(idea).groups if group.kind == "machine").lines
    assert (shown.gone, shown.fee_changed) == (True, False)
    with pytest.raises(operations.CostingRefused) as refused:
        a_line(idea, kind="machine", machine=machine, price=None)
    assert refused.value.reasons[0].field == "machine"


def test_fees_counted_otherwise_are_not_mixed_in_and_free_ones_are(idea: Idea) -> None:
    centers = roasters(300, 900, 500)
    machine = offers_for("machine", to=idea.comparison.case.enterprise)[0].type
    centers[1].resources.update(fee_basis=FeeBasis.BATCH)
    centers[2].resources.update(fee_basis=FeeBasis.FREE)
    fee = real_fees([machine])[machine.pk]
    assert (fee.count, fee.least, fee.usual) == (2, 0, 0)


def test_every_fault_of_a_line_is_told_at_once(idea: Idea) -> None:
    entry = operations.Entry(kind="magic", basis="moon", quantity=Decimal(0), price=-1)
    with pytest.raises(operations.CostingRefused) as refused:
        operations.add_line(idea=idea, entry=entry, by=a_user(), now=NOW)
    assert {reason.field for reason in refused.value.reasons} == {"what", None, "basis", "quantity", "price"}
    with pytest.raises(operations.CostingRefused) as refused:
        operations.set_terms(
            idea=idea, terms=operations.Terms(price=-1, batch_units=-1, monthly_units=10**9), by=a_user(), now=NOW
        )
    assert {reason.field for reason in refused.value.reasons} == {"price", "batch_units", "monthly_units"}


def test_changes_leave_their_traces_and_a_removed_line_too(idea: Idea) -> None:
    line = a_line(idea)
    entry = operations.Entry(kind="material", what="ลำไย", basis="unit", quantity=Decimal(2), price=5)
    operations.change_line(line=line, entry=entry, by=a_user(), now=NOW)
    operations.remove_line(line=line, by=a_user(), now=NOW)
    assert not CostLine.objects.exists()
    verbs = {event.verb for event in events_about(idea)}
    assert verbs == {"added-cost-line", "changed-cost-line", "removed-cost-line"}


def test_a_comparison_that_is_over_keeps_its_figures(idea: Idea) -> None:
    line = a_line(idea)
    withdraw_comparison(comparison=idea.comparison, by=a_user(), now=NOW)
    entry = operations.Entry(kind="material", what="x", basis="unit", quantity=Decimal(1), price=1)
    for write in (
        lambda: operations.set_terms(idea=idea, terms=operations.Terms(), by=a_user(), now=NOW),
        lambda: operations.add_line(idea=idea, entry=entry, by=a_user(), now=NOW),
        lambda: operations.change_line(line=line, entry=entry, by=a_user(), now=NOW),
        lambda: operations.remove_line(line=line, by=a_user(), now=NOW),
        lambda: operations.take_fees_of_today(idea=idea, by=a_user(), now=NOW),
    ):
        with pytest.raises(ComparisonClosed):
            write()


def test_the_table_itself_keeps_what_a_decided_idea_cost(idea: Idea) -> None:
    line = a_line(idea)
    Comparison.objects.filter(pk=idea.comparison_id).update(decided_at=NOW, chosen=idea, decided_by=a_user())
    for write in (
        line.delete,
        lambda: CostLine.objects.update(price=1),
        lambda: line.save(force_insert=True),
    ):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            write()


def test_a_costing_does_not_grow_without_end(idea: Idea) -> None:
    CostLine.objects.bulk_create(
        CostLine(
            idea=idea, kind="other", what="x", basis="unit", quantity=1, price=1, entered_by=a_user(), entered_at=NOW
        )
        for _number in range(operations.MOST_LINES)
    )
    with pytest.raises(operations.CostingRefused):
        a_line(idea)


def test_a_longer_sheet_asks_the_database_no_more(idea: Idea) -> None:
    roasters(300, 400)
    machine = offers_for("machine", to=idea.comparison.case.enterprise)[0].type

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            sheet_of(idea)
        return len(queries)

    a_line(idea, kind="machine", machine=machine, price=None)
    few = asked()
    for _more in range(5):
        a_line(idea)
        a_line(idea, kind="machine", machine=machine, price=None)
    assert asked() == few
