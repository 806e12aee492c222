"""What could go wrong with quotations, looked up for all of them at once and said in words."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openitc.shared.text import thai_or_english_day
from openitc.sourcing.models import Certificate, InvitingStop, Mark, MonthCapacity, Process, Quote, Rfq
from openitc.sourcing.queries.scorecards import scorecards_of
from openitc.sourcing.rules.risks import Kind, Prospect, Risk, risks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found out about one quotation: until when each certificate is in force, and every risk."""

    in_force_until: dict[str, date]
    arrives_on: date
    risks: list[Risk]

    @property
    def grave(self) -> int:
        """How many of the risks are grave."""
        return sum(risk.is_grave for risk in self.risks)


def looked_into(rfq: Rfq, quotes: Sequence[Quote], *, quantity: int, today: date) -> dict[int, Looked]:
    """What is known of each quotation, by its key; six queries, however many there are."""
    makers = [quote.invitation.maker for quote in quotes]
    keys = [maker.pk for maker in makers]
    certificates = _certificates(keys, today)
    cards = scorecards_of(makers, on=today)
    stopped = set(InvitingStop.objects.filter(maker__in=keys, ended_at=None).values_list("maker", flat=True))
    monthly, free = _capacities(rfq, keys)
    found = {}
    for quote in quotes:
        maker = quote.invitation.maker_id
        month = (today + timedelta(days=quote.lead_days)).replace(day=1)
        prospect = Prospect(
            today=today,
            valid_until=quote.valid_until,
            lead_days=quote.lead_days,
            wanted_on=rfq.wanted_on,
            marks=rfq.marks,
            in_force_until=certificates[maker],
            deliveries=cards[maker].deliveries,
            is_warned=bool(cards[maker].warnings),
            is_stopped=maker in stopped,
            monthly=monthly.get(maker),
            free_in_month=free.get((maker, month)),
            quantity=quantity,
        )
        found[quote.pk] = Looked(
            in_force_until=certificates[maker], arrives_on=prospect.arrives_on, risks=risks_of(prospect)
        )
    return found


def _certificates(makers: Sequence[int], today: date) -> dict[int, dict[str, date]]:
    """Of each maker, until when it has which certificate."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = Certificate.objects.filter(maker__in=makers).in_force(today).values_list("maker", "mark", "expires_on")
    for maker, mark, until in rows.order_by("expires_on"):
        found[maker][mark] = until
    return found


def _capacities(rfq: Rfq, makers: Sequence[int]) -> tuple[dict[int, int], dict[tuple[int, date], int]]:
    """What each maker makes in a usual month of what it makes least of, and in the months that it told apart."""
    asked = Process.objects.filter(maker__in=makers, withdrawn_at=None, capability__in=rfq.processes.all())
    monthly: dict[int, int] = {}
    for maker, capacity in asked.values_list("maker", "monthly"):
        monthly[maker] = min(capacity, monthly.get(maker, capacity))
    free: dict[tuple[int, date], int] = {}
    months = MonthCapacity.objects.filter(process__in=asked).values_list("process__maker", "month", "free")
    for maker, month, left in months:
        free[maker, month] = min(left, free.get((maker, month), left))
    return monthly, free


# Sentences are made when they are asked for, in the reader's language; each is told the number it may speak of.
_WORDS: dict[Kind, Callable[[int], str]] = {
    Kind.CERTIFICATE_MISSING: lambda _number: _("No certificate in force: %(mark)s."),
    Kind.CERTIFICATE_EXPIRES: lambda _number: _("Its certificate expires on %(day)s, before the delivery: %(mark)s."),
    Kind.NO_LONGER_VALID: lambda _number: _("The quotation was valid until %(day)s only: ask whether it still holds."),
    Kind.STOPPED: lambda _number: _("Staff stopped inviting this maker."),
    Kind.LATE: lambda number: ngettext(
        "%(number)s day later than wanted.", "%(number)s days later than wanted.", number
    ),
    Kind.MONTH_FULL: lambda _number: _("In that month it has room for %(number)s only."),
    Kind.WARNED: lambda _number: _("Its record of answers and deliveries warns."),
    Kind.ABOVE_CAPACITY: lambda _number: _("It makes %(number)s in a usual month: this takes longer."),
    Kind.NO_HISTORY: lambda _number: _("New here: nothing was delivered through the network yet."),
}


def in_words(risk: Risk) -> str:
    """The risk as a sentence."""
    return _WORDS[risk.kind](risk.number) % {
        "mark": str(Mark.label_of(risk.mark)) if risk.mark else "",
        "day": thai_or_english_day(risk.on, language=get_language() or "th") if risk.on else "",
        "number": f"{risk.number:,}",
    }
