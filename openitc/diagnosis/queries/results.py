"""The result of a finished assessment, shaped for the page, the paper and the panel of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from openitc.diagnosis.models import Assessment, CostGroup, Dimension, Evidence, Goal, Pillar, Score, TrackChange
from openitc.diagnosis.queries.assessments import baseline_of
from openitc.diagnosis.queries.benchmarks import Peers, peers_of
from openitc.diagnosis.queries.offers import Offer, offers_for
from openitc.diagnosis.queries.reckoning import even_shares, picks_of, size_shown
from openitc.diagnosis.queries.words import BAND_WORDS, TRACK_RULES, headline
from openitc.diagnosis.rules import priority, scoring
from openitc.diagnosis.rules.scoring import Benchmark
from openitc.enterprises.queries import SizeShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One dimension of the result: its score, the one before support, its target and what peers reached."""

    dimension: Dimension
    score: Score
    before: float | None
    peers: Benchmark | None

    @property
    def gain(self) -> float | None:
        """How much the score rose since before support."""
        if self.score.score is None or self.before is None:
            return None
        return self.score.score - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarLine:
    """One pillar of the result with its two dimensions."""

    key: str
    name: str | Promise
    score: float | None
    before: float | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Share:
    """A word with the part it has in a term."""

    label: str | Promise
    weight: float
    relation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One of the first things to do: the dimension, the horizon, and why it comes first."""

    line: Line
    offers: list[Offer]
    horizon: priority.Horizon
    goals: list[Share]
    costs: list[Share]

    @property
    def rank(self) -> int | None:
        """Its place among the first."""
        return self.line.score.rank


@dataclass(frozen=True, kw_only=True)
class Result:
    """Everything that is told of a finished assessment."""

    assessment: Assessment
    index: float
    lines: list[Line]
    pillars: list[PillarLine]
    tasks: list[Task]
    baseline: Assessment | None
    override: TrackChange | None
    peers: Peers
    size: SizeShown | None
    answered: int
    evidenced: int

    @property
    def band(self) -> int:
        """Which of the five bands the index lies in, from 0."""
        return scoring.band_of(self.index)

    @property
    def band_word(self) -> str | Promise:
        """The band in a word."""
        return BAND_WORDS[self.band]

    @cached_property
    def headline(self) -> str:
        """The answer in a sentence, before any picture."""
        return headline(self.lines, self.band)

    @property
    def confidence(self) -> float:
        """The share of the answers that a photograph or file stands behind, in per cent."""
        return 100 * self.evidenced / self.answered if self.answered else 0.0

    @property
    def track(self) -> str:
        """The track that counts: an advisor's word stands over the rule's."""
        return self.override.track if self.override else self.assessment.track

    @property
    def rule_words(self) -> str | Promise:
        """The rule that fired, in words."""
        return TRACK_RULES[self.assessment.track_rule]

    @property
    def gain(self) -> float | None:
        """How much the index rose since before support."""
        if self.baseline is None or self.baseline.index is None:
            return None
        return self.index - self.baseline.index


def result_of(assessment: Assessment, *, with_offers: bool = True) -> Result:
    """The result of a finished assessment; a constant number of queries."""
    scores = list(assessment.scores.select_related("dimension").order_by("dimension__position"))
    baseline = baseline_of(assessment)
    before = _scores_by_key(baseline)
    size = size_shown(assessment)
    peers = peers_of(assessment, size=assessment.size)
    lines = [
        Line(
            dimension=score.dimension,
            score=score,
            before=before.get(score.dimension.key),
            peers=peers.dimensions.get(score.dimension.key),
        )
        for score in scores
    ]
    first = sorted((line for line in lines if line.score.rank), key=lambda line: line.score.rank or 0)
    offers = offers_for(assessment, [line.dimension.pk for line in first]) if with_offers else {}
    standing = Evidence.objects.filter(answer__assessment=assessment, withdrawn_at=None)
    return Result(
        assessment=assessment,
        index=assessment.index or 0.0,
        lines=lines,
        pillars=_pillars(lines),
        tasks=[_task(assessment, line, offers.get(line.dimension.pk, [])) for line in first],
        baseline=baseline,
        override=assessment.track_changes.select_related("changed_by").first(),
        peers=peers,
        size=size,
        answered=assessment.answers.count(),
        evidenced=standing.order_by().values("answer").distinct().count(),
    )


def later_result(assessment: Assessment) -> Assessment | None:
    """The finished assessment after support that is compared with this one."""
    if assessment.enterprise_id is None or assessment.round != Assessment.Round.T0:
        return None
    return (
        Assessment.objects.filter(
            enterprise=assessment.enterprise_id,
            form=assessment.form,
            version=assessment.version_id,
            finished_at__isnull=False,
            started_at__gte=assessment.finished_at,
        )
        .exclude(round=Assessment.Round.T0)
        .order_by("-finished_at")
        .first()
    )


def _scores_by_key(assessment: Assessment | None) -> Mapping[str, float | None]:
    if assessment is None:
        return {}
    return dict(assessment.scores.values_list("dimension__key", "score"))


def _pillars(lines: Sequence[Line]) -> list[PillarLine]:
    pillars = {line.dimension.key: line.dimension.pillar for line in lines}
    now = scoring.pillar_scores({line.dimension.key: line.score.score for line in lines}, pillars)
    before = scoring.pillar_scores({line.dimension.key: line.before for line in lines}, pillars)
    return [
        PillarLine(
            key=key,
            name=Pillar.label_of(key),
            score=now[key],
            before=before[key],
            lines=[line for line in lines if line.dimension.pillar == key],
        )
        for key in now
    ]


def _task(assessment: Assessment, line: Line, offers: list[Offer]) -> Task:
    dimension = line.dimension
    picks = zip(Goal, picks_of(assessment), dimension.goal_relations, strict=True)
    shares = zip(CostGroup, assessment.cost_shares or even_shares(), dimension.cost_relations, strict=True)
    return Task(
        line=line,
        offers=offers,
        horizon=priority.horizon(dimension.effort),
        goals=[Share(goal.label, pick, relation) for goal, pick, relation in picks if pick],
        costs=[Share(group.label, share, relation) for group, share, relation in shares],
    )
