"""What evidence would rate an idea on each of the usual criteria, and why, in words. A judge may think otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.selection.rules import evidence as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A rating of one to five, and what it is made of."""

    level: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an idea as numbers; None or nothing where it is not known."""

    margin_percent: Fraction | None
    distances: Sequence[int | None]
    missing: Sequence[str]
    days: int | None
    no_route: bool
    standards: int | None
    told: int
    of: int
    indication: bool
    months: int


def suggestions_of(facts: Facts) -> dict[str, Suggested]:
    """A rating by the key of each criterion that evidence speaks of; of the market it says nothing."""
    found = {
        "margin": _of_margin(facts),
        "feasibility": _of_machines(facts),
        "standards": _of_standards(facts),
        "identity": _of_identity(facts),
        "material": _of_material(facts),
        "speed": _of_speed(facts),
    }
    return {key: suggested for key, suggested in found.items() if suggested is not None}


def _of_margin(facts: Facts) -> Suggested | None:
    if facts.margin_percent is None:
        return None
    text = _("%(percent)s%% of the price is left, by the costing.") % {"percent": facts.margin_percent.__floor__()}
    return Suggested(level=rules.by_margin(facts.margin_percent), reason=text)


def _of_machines(facts: Facts) -> Suggested | None:
    if not facts.distances:
        return None
    level = rules.by_machines(facts.distances)
    if facts.missing:
        text = _("Nobody in the network has %(names)s.") % {"names": ", ".join(facts.missing)}
        return Suggested(level=level, reason=text)
    if facts.no_route:
        return Suggested(level=rules.WORST, reason=_("The planner finds no way through the calendars."))
    far = max(km for km in facts.distances if km is not None)
    text = _("The network has all of it; the farthest is %(km)s km away.") % {"km": f"{far:,}"}
    return Suggested(level=level, reason=text)


def _of_standards(facts: Facts) -> Suggested | None:
    if facts.standards is None:
        return None
    text = ngettext(
        "%(count)s standard is needed that we know of.",
        "%(count)s standards are needed that we know of.",
        facts.standards,
    )
    return Suggested(level=rules.by_burden(facts.standards), reason=text % {"count": facts.standards})


def _of_identity(facts: Facts) -> Suggested | None:
    level = rules.by_identity(facts.told, facts.of, indication=facts.indication)
    if facts.indication:
        return Suggested(level=level, reason=_("It carries a protected name by right."))
    if not facts.told:
        return None
    text = _("%(told)s of %(of)s parts of its local identity are told.") % {"told": facts.told, "of": facts.of}
    return Suggested(level=level, reason=text)


def _of_material(facts: Facts) -> Suggested | None:
    if not facts.months:
        return None
    text = ngettext(
        "There is raw material in %(count)s month of the year.",
        "There is raw material in %(count)s months of the year.",
        facts.months,
    )
    return Suggested(level=rules.by_season(facts.months), reason=text % {"count": facts.months})


def _of_speed(facts: Facts) -> Suggested | None:
    if facts.no_route:
        return Suggested(level=rules.WORST, reason=_("The planner finds no way through the calendars."))
    if facts.days is None:
        return None
    text = ngettext(
        "It could be finished in %(count)s day, by the planner.",
        "It could be finished in %(count)s days, by the planner.",
        facts.days,
    )
    return Suggested(level=rules.by_days(facts.days), reason=text % {"count": facts.days})
