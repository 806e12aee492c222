"""What the product ideas of the sample network cost, and which way each would take."""

from decimal import Decimal

from openitc.enterprises.operations import change_product
from openitc.people.models import User
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.selection.models import Comparison, Idea
from openitc.selection.operations.costings import Entry, Terms, add_line, set_terms
from openitc.selection.operations.prospects import choose_way
from openitc.shared.money import SATANG_A_BAHT


def load_costings(loading: Loading, comparison: Comparison) -> None:
    """The costing of each idea that the catalogue tells of; call it before anything is decided."""
    by = comparison.opened_by
    told = {
        row.whole("idea"): row
        for row in toml_rows(DATA / "costings.toml", "costing")
        if row.text("pathway") == comparison.case.version.pathway.code
    }
    ideas = comparison.ideas.filter(withdrawn_at=None).select_related("product", "comparison").order_by("position")
    for place, idea in enumerate(ideas):
        if row := told.get(place):
            idea.comparison = comparison
            _cost(loading, idea, row, by=by)


def _cost(loading: Loading, idea: Idea, row: Row, *, by: User) -> None:
    now = loading.now
    _say_industry(loading, idea, row, by=by)
    for kind, what, basis, quantity, price in row.values["lines"]:
        machine = loading.types[price] if isinstance(price, str) else None
        satang = None if machine else round(price * SATANG_A_BAHT)
        entry = Entry(kind=kind, what=what, basis=basis, quantity=Decimal(quantity), price=satang, machine=machine)
        add_line(idea=idea, entry=entry, by=by, now=now)
    terms = Terms(
        price=row.whole("price") * SATANG_A_BAHT,
        batch_units=row.whole("batch_units"),
        monthly_units=row.whole("monthly_units"),
        monthly_fixed=row.whole("monthly_fixed") * SATANG_A_BAHT,
    )
    set_terms(idea=idea, terms=terms, by=by, now=now)
    # The planner takes its time, so only the case's own product is asked about here.
    choose_way(idea=idea, version=loading.versions[row.text("way")], ask=row.whole("idea") == 0, by=by, now=now)


def _say_industry(loading: Loading, idea: Idea, row: Row, *, by: User) -> None:
    product = idea.product
    if not product.isic:
        words = {"name_th": product.name_th, "name_en": product.name_en, "description": product.description}
        isic = loading.versions[row.text("way")].pathway.isic[0]
        change_product(product=product, isic=isic, **words, by=by, now=loading.now)
