"""How the ideas stand: weights and ratings of all judges put together, places, leeway and agreement."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from openitc.people.models import User
from openitc.selection.models import Comparison, Criterion, Idea
from openitc.selection.queries.comparisons import criteria_of, ideas_of
from openitc.selection.queries.judgements import Judgement, judgements_of
from openitc.selection.rules import agreement, ahp, ranking, sensitivity
from openitc.shared.refusals import Reason

FEWEST_IDEAS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A criterion with its weight in per cent, and how far it may move before another idea wins."""

    criterion: Criterion
    percent: float
    lowest: float  # of the judges, in per cent
    highest: float
    down: float | None  # percentage points it may lose; None: as many as it has
    down_to: Idea | None  # who wins then
    up: float | None
    up_to: Idea | None

    @property
    def floor(self) -> float:
        """The weight down to which the first idea stays first, in per cent."""
        return 0.0 if self.down is None else max(0.0, self.percent - self.down)

    @property
    def room(self) -> float:
        """How wide the stretch is in which the first idea stays first, in percentage points."""
        return (100.0 if self.up is None else self.percent + self.up) - self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An idea's rating on a criterion, of all judges together; `sources` are what made them say so."""

    criterion: Criterion
    level: float
    lowest: int
    highest: int
    sources: list[str]

    @property
    def percent(self) -> float:
        """The rating as a share of the highest."""
        return self.level * 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An idea with its place."""

    idea: Idea
    rank: int
    shared: bool  # with another idea
    closeness: float  # 0 to 100
    wins_by: list[Criterion]
    loses_by: list[Criterion]
    cells: list[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightest:
    """The smallest move of one weight that changes the winner."""

    criterion: Criterion
    points: float
    less: bool
    winner: Idea
    rival: Idea


@dataclass(frozen=True, slots=True, kw_only=True)
class Concord:
    """How far the judges agree, and where they are furthest apart."""

    agreement: agreement.Agreement
    idea: Idea | None
    criterion: Criterion | None  # about whose weight they differ most


@dataclass(frozen=True, kw_only=True)
class Standings:
    """Everything about a comparison, as its sheet shows it. Only judges who are done count."""

    comparison: Comparison
    criteria: list[Criterion]
    ideas: list[Idea]
    judgements: list[Judgement]

    @cached_property
    def complete(self) -> list[Judgement]:
        """What those have given who are done."""
        return [row for row in self.judgements if row.complete] if self.criteria and self.ideas else []

    @property
    def all_are_done(self) -> bool:
        """Whether nobody is waited for."""
        return bool(self.judgements) and len(self.complete) == len(self.judgements)

    @cached_property
    def weighing(self) -> ahp.Weighing | None:
        """The weights of all of them together."""
        together = ahp.together([row.judged for row in self.complete])
        return ahp.weigh(len(self.criteria), together) if self.complete else None

    @cached_property
    def levels(self) -> list[list[float]]:
        """The mean ratings of ideas (rows) on criteria (columns)."""
        tables = [row.levels() for row in self.complete]
        return [
            [sum(table[idea][column] for table in tables) / len(tables) for column in range(len(self.criteria))]
            for idea in range(len(self.ideas))
        ]

    @property
    def _burdens(self) -> list[bool]:
        return [row.burden for row in self.criteria]

    @cached_property
    def lines(self) -> list[Line]:
        """The ideas by their place; none while nobody is done."""
        if self.weighing is None:
            return []
        placings = ranking.rank(self.levels, self.weighing.weights, self._burdens)
        shared = [row.rank for row in placings]
        lines = [
            Line(
                idea=idea,
                rank=placing.rank,
                shared=shared.count(placing.rank) > 1,
                closeness=100 * placing.closeness,
                wins_by=[self.criteria[place] for place in placing.wins_by()],
                loses_by=[self.criteria[place] for place in placing.loses_by()],
                cells=self._cells(idea, row),
            )
            for idea, placing, row in zip(self.ideas, placings, self.levels, strict=True)
        ]
        return sorted(lines, key=lambda line: (line.rank, line.idea.position))

    def _cells(self, idea: Idea, levels: list[float]) -> list[Cell]:
        cells = []
        for criterion, level in zip(self.criteria, levels, strict=True):
            given = [row.ratings[idea.pk, criterion.pk] for row in self.complete]
            cells.append(
                Cell(
                    criterion=criterion,
                    level=level,
                    lowest=min(rating.level for rating in given),
                    highest=max(rating.level for rating in given),
                    sources=list(dict.fromkeys(rating.source for rating in given if rating.source)),
                )
            )
        return cells

    @cached_property
    def _leeways(self) -> list[sensitivity.Leeway]:
        if self.weighing is None:
            return []
        return sensitivity.leeways(self.levels, self.weighing.weights, self._burdens)

    @cached_property
    def weights(self) -> list[Weight]:
        """The criteria with their weights; the heaviest first."""
        if self.weighing is None:
            return []
        leeways = {leeway.criterion: leeway for leeway in self._leeways}
        weights = [self._weight(place, leeways.get(place)) for place in range(len(self.criteria))]
        return sorted(weights, key=lambda weight: -weight.percent)

    def _weight(self, place: int, leeway: sensitivity.Leeway | None) -> Weight:
        given = [100 * row.weighing.weights[place] for row in self.complete if row.weighing is not None]
        percent = 100 * self.weighing.weights[place] if self.weighing else 0.0
        down, up = (leeway.down, leeway.up) if leeway else (None, None)
        return Weight(
            criterion=self.criteria[place],
            percent=percent,
            lowest=min(given),
            highest=max(given),
            down=None if down is None else percent - 100 * down.weight,
            down_to=None if down is None else self.ideas[down.idea],
            up=None if up is None else 100 * up.weight - percent,
            up_to=None if up is None else self.ideas[up.idea],
        )

    @cached_property
    def tightest(self) -> Tightest | None:
        """The smallest move of one weight that changes the winner; none where nothing does."""
        leeway = sensitivity.tightest(self._leeways)
        if leeway is None or leeway.nearest is None:
            return None
        less = leeway.down is not None and leeway.weight - leeway.down.weight == leeway.nearest
        turn = leeway.down if less else leeway.up
        if turn is None:
            return None
        return Tightest(
            criterion=self.criteria[leeway.criterion],
            points=100 * leeway.nearest,
            less=less,
            winner=self.lines[0].idea,
            rival=self.ideas[turn.idea],
        )

    @property
    def first(self) -> Line | None:
        """The idea that ranks first, where none shares its place."""
        return self.lines[0] if self.lines and not self.lines[0].shared else None

    def is_read_by(self, reader: User, *, staff: bool) -> bool:
        """Whether the person may read what the judges gave.

        A judge reads the others only after giving their own word. Whoever is no judge may yet become one: staff reads
        at any time, the enterprise once nobody is waited for. What is decided is read by everyone on the case.
        """
        if self.comparison.decided_at is not None:
            return True
        own = [row for row in self.judgements if row.judge.user_id == reader.pk]
        return all(row.complete for row in own) if own else staff or self.all_are_done

    @property
    def has_sources(self) -> bool:
        """Whether any judge said what made them say so."""
        return any(cell.sources for line in self.lines for cell in line.cells)

    def is_first(self, idea: Idea) -> bool:
        """Whether no other idea ranks above it."""
        return any(line.rank == 1 and line.idea.pk == idea.pk for line in self.lines)

    @cached_property
    def concord(self) -> Concord | None:
        """How far the judges agree; nothing is said of one alone."""
        own = [
            ranking.closeness_of(row.levels(), row.weighing.weights, self._burdens)
            for row in self.complete
            if row.weighing is not None
        ]
        found = agreement.agreement_of(own)
        if found is None:
            return None
        weights = [row.weighing.weights for row in self.complete if row.weighing is not None]
        apart = agreement.furthest_apart(weights)
        return Concord(
            agreement=found,
            idea=None if found.apart is None else self.ideas[found.apart],
            criterion=None if apart is None else self.criteria[apart],
        )


def standings_of(comparison: Comparison) -> Standings:
    """How the ideas of the comparison stand; as many queries for two ideas as for eight."""
    judgements = judgements_of(comparison)
    if judgements:
        criteria, ideas = judgements[0].criteria, judgements[0].ideas
    else:
        criteria, ideas = list(criteria_of(comparison)), list(ideas_of(comparison))
    return Standings(comparison=comparison, criteria=criteria, ideas=ideas, judgements=judgements)


def missing_for_a_choice(found: Standings) -> list[Reason]:
    """Everything that is still missing before an idea can be chosen."""
    faults = []
    if found.comparison.case.advisor_id is None:
        faults.append(Reason(_("Nobody advises on this case yet. Name an advisor first."), "no_advisor"))
    if len(found.ideas) < FEWEST_IDEAS:
        faults.append(Reason(_("There are fewer than two ideas. Add another one to compare."), "too_few"))
    if not found.judgements:
        faults.append(Reason(_("Nobody judges these ideas yet. Name at least one judge."), "no_judge"))
    elif not found.complete:
        text = _("No judge is done yet. At least one must weigh all criteria and rate all ideas.")
        faults.append(Reason(text, "no_judge_complete"))
    return faults
