"""What enterprises of the same size and sector reached, told only where five or more others stand behind it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from openitc.diagnosis.models import Assessment, Score
from openitc.diagnosis.rules.scoring import LEAST_PEERS, Benchmark, benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """The group that an assessment is compared with."""

    size: str  # of SizeClass; blank: not known, so that there is no group
    enterprises: int = 0
    index: Benchmark | None = None
    dimensions: Mapping[str, Benchmark] = field(default_factory=dict)  # by key

    @property
    def enough(self) -> bool:
        """Whether anything is told at all."""
        return self.enterprises >= LEAST_PEERS


def peers_of(assessment: Assessment, *, size: str) -> Peers:
    """The others of that size and the assessment's sector, each by its latest assessment on the same version."""
    if not size:
        return Peers(size="")
    group = Assessment.objects.filter(
        version=assessment.version_id, sector=assessment.sector, size=size, finished_at__isnull=False
    )
    others = group.exclude(enterprise=None).exclude(enterprise=assessment.enterprise_id)
    latest = dict(
        others.order_by("enterprise_id", "-finished_at", "-pk").distinct("enterprise_id").values_list("pk", "index")
    )
    if len(latest) < LEAST_PEERS:
        return Peers(size=size, enterprises=len(latest))
    reached: dict[str, list[float]] = defaultdict(list)
    for key, score in Score.objects.filter(assessment__in=latest, score__isnull=False).values_list(
        "dimension__key", "score"
    ):
        if score is not None:
            reached[key].append(score)
    found = {key: benchmark(scores) for key, scores in reached.items()}
    return Peers(
        size=size,
        enterprises=len(latest),
        index=benchmark([index for index in latest.values() if index is not None]),
        dimensions={key: each for key, each in found.items() if each is not None},
    )
