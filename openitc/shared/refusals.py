"""A refusal: every reason why something was not done, and what to do next, in words for a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `field` names the form field it belongs to, `overridable` says that staff may go on, saying why."""

    text: str | Promise
    code: str = ""
    field: str | None = None
    overridable: bool = False


class Refused(Exception):  # noqa: N818 - refusals say what happened, and are no errors of the program
    """Something was asked that is not done now; carries every reason at once."""

    def __init__(self, *reasons: str | Promise | Reason) -> None:
        self.reasons: tuple[Reason, ...] = tuple(r if isinstance(r, Reason) else Reason(r) for r in reasons)
        super().__init__(*(str(reason.text) for reason in self.reasons))

    def __str__(self) -> str:
        return " ".join(str(reason.text) for reason in self.reasons)

    @property
    def overridable(self) -> bool:
        """Whether staff may go on in spite of every one of the reasons."""
        return all(reason.overridable for reason in self.reasons)


def gather(reasons: Sequence[Reason], *, kind: type[Refused] = Refused) -> None:
    """Refuse with all the reasons, if there are any."""
    if reasons:
        raise kind(*reasons)
