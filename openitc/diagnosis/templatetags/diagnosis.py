"""What templates of diagnosis can say."""

from django import template
from django.utils.functional import Promise

from openitc.diagnosis.models import Score
from openitc.diagnosis.queries.words import HORIZONS, LEVEL_WORDS, TRACK_WORDS
from openitc.diagnosis.rules.priority import COST_WEIGHT, EASE_WEIGHT, GOAL_WEIGHT, PEER_WEIGHT, Horizon

register = template.Library()


@register.filter
def horizon_words(horizon: Horizon) -> Promise:
    """Within what time something is done, in words."""
    return HORIZONS[horizon]


@register.filter
def level_word(score: float | None) -> str | Promise:
    """What the level nearest to a score is called."""
    return "" if score is None else LEVEL_WORDS[int(score + 0.5)]


@register.filter
def track_words(track: str) -> Promise:
    """What the track means for an enterprise."""
    return TRACK_WORDS[track]


@register.filter
def weighted(score: Score) -> float:
    """The terms in the brackets of the formula, each with its weight, added up."""
    return GOAL_WEIGHT * score.goal + COST_WEIGHT * score.cost + EASE_WEIGHT * score.ease + PEER_WEIGHT * score.peer
