"""Which groups of people may be told apart without telling who they are."""

from collections.abc import Mapping

LEAST = 5  # people in every group that is told


def tellable(counts: Mapping[str, int], *, unsaid: int = 0) -> tuple[str, ...]:
    """The groups that may be told beside the total of all: each with five or more people.

    Whoever is left out could be found by taking the told groups from the total, as long as they are fewer than five.
    Then the smallest told group is left out as well. `unsaid` are those who did not say their group.
    """
    told = sorted((name for name, count in counts.items() if count >= LEAST), key=lambda name: (counts[name], name))
    hidden = sum(count for count in counts.values() if count < LEAST) + unsaid
    while told and 0 < hidden < LEAST:
        hidden += counts[told.pop(0)]
    return tuple(name for name in counts if name in told)
