"""What an enterprise said of itself the last time, so that nobody types it twice."""

from openitc.diagnosis.models import Assessment, CostGroup
from openitc.enterprises.models import Enterprise
from openitc.enterprises.queries import size_of

# From which share of the money on a cost group counts as little, some or much, in per cent.
LITTLE, SOME, MUCH = 1, 16, 31


def as_said_before(enterprise: Enterprise) -> dict[str, object]:
    """The first step as it was filled in last; figures are the latest that were stated."""
    said: dict[str, object] = {}
    last = Assessment.objects.filter(enterprise=enterprise).order_by("-started_at", "-pk").first()
    if last is not None:
        said |= {
            "sector": last.sector,
            "goals": last.goals,
            "sells_already": "yes" if last.sells_already else "no",
            "years_in_business": last.years_in_business,
        }
        shares = zip(CostGroup.values, last.cost_shares, strict=False)
        said |= {f"cost_{group}": _part(share) for group, share in shares}
    if size := size_of(enterprise):
        figures = size.figures
        said |= {"business": figures.sector, "employees": figures.employees, "revenue": figures.revenue}
    return said


def _part(share: int) -> str:
    """The word that was chosen, as the form has it."""
    return {0: "0", 1: "1", 2: "2", 3: "4"}[sum(share >= least for least in (LITTLE, SOME, MUCH))]
