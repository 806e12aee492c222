"""What other tables would have made of assessments that were finished: counted, never told one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openitc.diagnosis.rules import scoring
from openitc.diagnosis.rules.instrument import Instrument, SectorPlan
from openitc.diagnosis.rules.priority import Reading, priorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What the tables are applied to: how one enterprise answered, what it wants and where its money goes."""

    sector: str
    scores: Mapping[str, float | None]  # by the key of the dimension
    uppers: Mapping[str, float]  # of the dimensions whose target was the peers' upper quarter
    picks: Sequence[float]
    shares: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one set of tables makes of one assessment."""

    index: float
    band: int
    first: tuple[str, ...]  # the keys of what comes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How the outcomes of many differ between two sets of tables."""

    enterprises: int
    mean_before: float
    mean_after: float
    moves: Mapping[tuple[int, int], int]  # how many went from one band to another; those that stay too
    first_before: Mapping[str, int]  # how often a dimension is among the first three
    first_after: Mapping[str, int]
    other_three: int  # how many would be told other first three things
    other_first: int  # how many would be told another thing first of all

    @property
    def up(self) -> int:
        """How many would stand in a higher band."""
        return sum(count for (before, after), count in self.moves.items() if after > before)

    @property
    def down(self) -> int:
        """How many would stand in a lower band."""
        return sum(count for (before, after), count in self.moves.items() if after < before)


def effect_of(finished: Sequence[Finished], *, before: Instrument, after: Instrument) -> Effect | None:
    """How the outcomes would change; None where too few enterprises stand behind it to tell without naming one."""
    pairs = [
        (was, now)
        for one in finished
        if (was := outcome_of(one, before)) is not None and (now := outcome_of(one, after)) is not None
    ]
    if len(pairs) < scoring.LEAST_PEERS:
        return None
    return Effect(
        enterprises=len(pairs),
        mean_before=sum(was.index for was, _now in pairs) / len(pairs),
        mean_after=sum(now.index for _was, now in pairs) / len(pairs),
        moves=Counter((was.band, now.band) for was, now in pairs),
        first_before=Counter(key for was, _now in pairs for key in was.first),
        first_after=Counter(key for _was, now in pairs for key in now.first),
        other_three=sum(set(was.first) != set(now.first) for was, now in pairs),
        other_first=sum(was.first[:1] != now.first[:1] for was, now in pairs),
    )


def outcome_of(finished: Finished, instrument: Instrument) -> Outcome | None:
    """The index, band and first three by those tables; None where nothing was scored or the sector has no table."""
    table = next((table for table in instrument.sectors if table.sector == finished.sector), None)
    if table is None:
        return None
    index = _index(finished, instrument, table)
    if index is None:
        return None
    readings = [
        Reading(
            key=dimension.key,
            position=dimension.position,
            score=finished.scores.get(dimension.key),
            target=target,
            effort=dimension.effort,
            cost_relations=dimension.cost_relations,
            goal_relations=dimension.goal_relations,
            upper=finished.uppers.get(dimension.key),
        )
        for dimension, target in zip(instrument.dimensions, table.targets, strict=True)
    ]
    ranked = [terms for terms in priorities(readings, picks=finished.picks, shares=finished.shares) if terms.rank]
    return Outcome(index=index, band=scoring.band_of(index), first=tuple(terms.reading.key for terms in ranked))


def _index(finished: Finished, instrument: Instrument, table: SectorPlan) -> float | None:
    pillars = scoring.pillar_scores(
        finished.scores, {dimension.key: dimension.pillar for dimension in instrument.dimensions}
    )
    return scoring.index_of(pillars, dict(zip(pillars, table.weights, strict=True)))
