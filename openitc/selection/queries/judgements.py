"""What each judge has given so far, as plain numbers in the order of the criteria and ideas; a few queries for all."""

from dataclasses import dataclass
from functools import cached_property

from openitc.selection.models import Comparison, Criterion, Idea, Judge, PairJudgement, PointWeight, Rating
from openitc.selection.queries.comparisons import criteria_of, ideas_of, judges_of
from openitc.selection.rules import ahp


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What one judge has given: pairs or points, and ratings."""

    judge: Judge
    criteria: list[Criterion]
    ideas: list[Idea]
    strengths: dict[ahp.Pair, int]  # by places of the criteria, the first before the second
    points: dict[int, int]  # by the place of the criterion
    ratings: dict[tuple[int, int], Rating]  # by the keys of idea and criterion

    @property
    def in_pairs(self) -> bool:
        """Whether the judge weighs in pairs."""
        return self.judge.way == Judge.Way.PAIRS

    @cached_property
    def judged(self) -> dict[ahp.Pair, float]:
        """The judgements in pairs, or those that the points stand for once all are given."""
        if self.in_pairs:
            return {pair: ahp.times(strength) for pair, strength in self.strengths.items()}
        if len(self.points) < len(self.criteria):
            return {}
        return ahp.of_points([self.points[place] for place in range(len(self.criteria))])

    @cached_property
    def weighing(self) -> ahp.Weighing | None:
        """The weights so far."""
        return ahp.weigh(len(self.criteria), self.judged)

    @property
    def shares(self) -> list[float]:
        """The weights in per cent."""
        return [] if self.weighing is None else [100 * weight for weight in self.weighing.weights]

    @cached_property
    def contradiction(self) -> ahp.Contradiction | None:
        """The pair that fits least, where the judgements contradict each other more than is bearable."""
        if not self.in_pairs or self.weighing is None or not self.weighing.objects:
            return None
        return ahp.worst_of(len(self.criteria), self.judged)

    @property
    def asked(self) -> int:
        """How many answers the weights take."""
        count = len(self.criteria)
        return count * (count - 1) // 2 if self.in_pairs else count

    @property
    def weighed(self) -> int:
        """How many of them are given."""
        return len(self.strengths) if self.in_pairs else len(self.points)

    @property
    def to_rate(self) -> int:
        """How many ratings there are to give."""
        return len(self.criteria) * len(self.ideas)

    @property
    def rated(self) -> int:
        """How many of them are given."""
        return len(self.ratings)

    @property
    def has_weighed(self) -> bool:
        """Whether all weights are given."""
        return self.weighed >= self.asked

    @property
    def complete(self) -> bool:
        """Whether nothing is left to give."""
        return self.has_weighed and self.rated >= self.to_rate

    @property
    def next_pair(self) -> ahp.Pair | None:
        """The pair to judge next."""
        return next((pair for pair in ahp.pairs_of(len(self.criteria)) if pair not in self.strengths), None)

    def levels(self) -> list[list[float]]:
        """The ratings of ideas (rows) on criteria (columns); only where all are given."""
        return [[float(self.ratings[idea.pk, row.pk].level) for row in self.criteria] for idea in self.ideas]


def judgements_of(comparison: Comparison, *, only: Judge | None = None) -> list[Judgement]:
    """What the judges have given on the ideas and criteria there are now; six queries however many judges."""
    criteria, ideas = list(criteria_of(comparison)), list(ideas_of(comparison))
    judges = [only] if only is not None else list(judges_of(comparison))
    places = {row.pk: place for place, row in enumerate(criteria)}
    strengths: dict[int, dict[ahp.Pair, int]] = {judge.pk: {} for judge in judges}
    points: dict[int, dict[int, int]] = {judge.pk: {} for judge in judges}
    ratings: dict[int, dict[tuple[int, int], Rating]] = {judge.pk: {} for judge in judges}
    asked = {"judge__in": judges}
    for said in PairJudgement.objects.filter(**asked, first__in=places, second__in=places):
        one, other = places[said.first_id], places[said.second_id]
        same_way = one < other or said.strength == 1
        strengths[said.judge_id][min(one, other), max(one, other)] = said.strength if same_way else -said.strength
    for given in PointWeight.objects.filter(**asked, criterion__in=places):
        points[given.judge_id][places[given.criterion_id]] = given.points
    for rating in Rating.objects.filter(**asked, idea__in=ideas, criterion__in=criteria):
        ratings[rating.judge_id][rating.idea_id, rating.criterion_id] = rating
    return [
        Judgement(
            judge=judge,
            criteria=criteria,
            ideas=ideas,
            strengths=strengths[judge.pk],
            points=points[judge.pk],
            ratings=ratings[judge.pk],
        )
        for judge in judges
    ]
