"""In which round of its prototype a case is."""

from openitc.cases.models import Case


def round_of(case: Case) -> int:
    """The number of the round that goes on; the first has no row."""
    latest = case.rounds.order_by("-number").values_list("number", flat=True).first()
    return latest or 1
