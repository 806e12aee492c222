"""The words in which results are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.diagnosis.rules.priority import Horizon
from openitc.diagnosis.rules.tracks import Rule

if TYPE_CHECKING:
    from openitc.diagnosis.queries.results import Line

# What an index below twenty, forty, sixty, eighty and above is called.
BAND_WORDS: tuple[Promise, ...] = (
    _("at the beginning"),
    _("finding its feet"),
    _("on firm ground"),
    _("well ahead"),
    _("leading"),
)

LEVEL_WORDS: tuple[Promise, ...] = (
    _("none yet"),
    _("ad hoc"),
    _("with a system"),
    _("connected"),
    _("decided by numbers"),
    _("adapts by itself"),
)

HORIZONS: dict[Horizon, Promise] = {
    Horizon.QUICK: _("within 3 months"),
    Horizon.YEAR: _("in 3 to 12 months"),
    Horizon.LONG: _("in 1 to 3 years"),
}

TRACK_RULES: dict[str, Promise] = {
    Rule.NOT_REGISTERED: _("You sell nothing yet, and have no registered company."),
    Rule.YOUNG: _("You sell nothing yet, and have been in business for less than three years."),
    Rule.PEOPLE: _("Skills and leadership are below level 2 on average: people come first, machines after."),
    Rule.READY: _("Your industry is one of the focus industries, and your index is 35 or more."),
    Rule.GROWING: _("Your sales grew by a tenth or more in a year."),
    Rule.FOUNDATIONS: _("None of the other rules holds, so the foundations come first."),
}

TRACK_WORDS: dict[str, Promise] = {
    "skill_up": _("Learn and practise first: courses, visits by an adviser, one habit after the other."),
    "startup": _("Try the idea first: a prototype, first customers, then a company if it pays."),
    "scale_up": _("Grow what works: machines, standards, makers and new markets."),
}


def headline(lines: "Sequence[Line]", band: int) -> str:
    """Where the enterprise stands, what it does best and what holds it back most, in one sentence."""
    scored = [line for line in lines if line.score.score is not None]
    if not scored:
        return gettext("Too little was answered to say where you stand.")
    best = max(scored, key=lambda line: (line.score.score or 0, -line.dimension.position))
    first = next((line for line in lines if line.score.rank == 1), None)
    words = {"band": BAND_WORDS[band], "best": best.dimension.name, "first": first.dimension.name if first else ""}
    if first is None:
        return gettext("You are %(band)s: every target is reached. Strongest is “%(best)s”.") % words
    return gettext("You are %(band)s. Strongest is “%(best)s”; “%(first)s” would help you most now.") % words
