"""How long a search may take."""

from dataclasses import dataclass
from time import perf_counter


class OutOfTime(Exception):  # noqa: N818 - a signal, not an error
    """The budget is used up; what was found so far stands."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Runs from the moment the search begins."""

    began: float
    budget_ms: float | None

    @classmethod
    def start(cls, budget_ms: float | None) -> "Clock":
        """Begin now."""
        return cls(perf_counter(), budget_ms)

    @property
    def elapsed_ms(self) -> float:
        """Milliseconds since the beginning."""
        return (perf_counter() - self.began) * 1000

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.budget_ms is not None and self.elapsed_ms > self.budget_ms

    def check(self) -> None:
        """Stop the search where its time is up."""
        if self.is_over:
            raise OutOfTime
