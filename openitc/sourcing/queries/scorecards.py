"""The record of makers: what they answered and delivered, and whether they may be invited."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Min, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openitc.shared import clock
from openitc.shared.refusals import Reason
from openitc.sourcing.models import Delivery, Invitation, InvitingStop, Maker
from openitc.sourcing.rules.scorecards import STOPPING, WINDOW_DAYS, Asked, Delivered, Scorecard, scored
from openitc.ui.shapes import Fact

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a maker may be invited; where not, every reason. What only its record says, staff may override."""

    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    @property
    def overridable(self) -> bool:
        """Whether staff may invite it all the same, saying why."""
        return all(reason.overridable for reason in self.reasons)


def scorecard_of(maker: Maker, *, on: date) -> Scorecard:
    """The record of one maker over the two years before the day."""
    return scorecards_of([maker], on=on)[maker.pk]


def scorecards_of(makers: Collection[Maker], *, on: date) -> dict[int, Scorecard]:
    """The record of each of the makers, by its key; two queries."""
    keys = [maker.pk for maker in makers]
    asked, delivered = _asked(keys, on), _delivered(keys, on)
    return {key: scored(asked[key], delivered[key]) for key in keys}


def may_be_invited(maker: Maker, on: date) -> Verdict:
    """Whether the maker may be invited on that day; a verdict is true where nothing stands against it."""
    return verdicts_on([maker], on=on)[maker.pk]


def verdicts_on(
    makers: Collection[Maker], *, on: date, cards: Mapping[int, Scorecard] | None = None
) -> dict[int, Verdict]:
    """Whether each of the makers may be invited, by its key; three queries, or one with the records at hand."""
    if cards is None:
        cards = scorecards_of(makers, on=on)
    stops = {stop.maker_id: stop for stop in InvitingStop.objects.filter(maker__in=makers, ended_at=None)}
    return {maker.pk: Verdict(_reasons(maker, cards[maker.pk], stops.get(maker.pk))) for maker in makers}


def facts_of(card: Scorecard) -> list[Fact]:
    """The record as numbers with their labels; what cannot be counted yet is a dash, and no record is none."""
    if not (card.invitations or card.deliveries):
        return []
    return [
        Fact(
            label=_("Answered"),
            value=_share(card.answered_share),
            note=ngettext("of %(number)s request", "of %(number)s requests", card.invitations)
            % {"number": card.invitations},
            tone="bad" if "seldom_answers" in card.warnings else "",
        ),
        Fact(
            label=_("Days to answer"),
            value="–" if card.median_days is None else number_format(round(card.median_days, 1)),
            note=_("half of them sooner"),
        ),
        Fact(
            label=_("On time"),
            value=_share(card.on_time_share),
            note=ngettext("of %(number)s delivery", "of %(number)s deliveries", card.deliveries)
            % {"number": card.deliveries},
            tone="bad" if {"often_late", "too_late_to_invite"} & set(card.warnings) else "",
        ),
        Fact(
            label=_("Rejected"),
            value=_share(card.rejected_share, places=1),
            note=_("of what was delivered"),
            tone="bad" if {"much_rejected", "too_much_rejected"} & set(card.warnings) else "",
        ),
    ]


def _share(share: Fraction | None, *, places: int = 0) -> str:
    return "–" if share is None else f"{number_format(round(float(100 * share), places), places)}%"


def warnings_in_words(card: Scorecard) -> list[str]:
    """What stands out in the record, each as a sentence."""
    return [_WORDS[code]() for code in card.warnings]


# Sentences are made when they are asked for, in the reader's language.
_WORDS = {
    "seldom_answers": lambda: _("It leaves more than half of its invitations unanswered."),
    "often_late": lambda: _("More than one delivery in five came late."),
    "much_rejected": lambda: _("More than 3 in 100 of what it delivered was rejected."),
    "too_late_to_invite": lambda: _("More than half of its deliveries came late: invitations rest."),
    "too_much_rejected": lambda: _("10 in 100 or more of what it delivered was rejected: invitations rest."),
}


def _reasons(maker: Maker, card: Scorecard, stop: InvitingStop | None) -> tuple[Reason, ...]:
    reasons = []
    if maker.left_at is not None:
        reasons.append(Reason(_("It has left the directory."), "left"))
    elif maker.verified_at is None:
        reasons.append(Reason(_("No officer has verified it yet."), "unverified"))
    if stop is not None:
        text = _("Staff stopped inviting it: %(reason)s") % {"reason": stop.reason}
        reasons.append(Reason(text, "stopped"))
    reasons += [Reason(_WORDS[code](), code, overridable=True) for code in card.warnings if code in STOPPING]
    return tuple(reasons)


def _asked(keys: Collection[int], on: date) -> dict[int, list[Asked]]:
    """The invitations whose time to answer is over, and those answered before."""
    found: dict[int, list[Asked]] = defaultdict(list)
    end = clock.at(on + DAY)
    rows = (
        Invitation.objects.filter(maker__in=keys, invited_at__gte=end - WINDOW_DAYS * DAY, invited_at__lt=end)
        .filter(withdrawn_at=None, refused_at=None, rfq__withdrawn_at=None)
        .annotate(quoted_at=Min("quotes__given_at"))
        .filter(Q(quoted_at__isnull=False) | Q(declined_at__isnull=False) | Q(rfq__deadline__lt=end))
        # Whether a sealed request was answered is nobody's to learn before the day after its deadline.
        .filter(Q(rfq__sealed=False) | Q(rfq__deadline__lt=clock.at(on)) | Q(declined_at__isnull=False))
        .values_list("maker_id", "invited_at", "quoted_at", "declined_at")
    )
    for maker, invited_at, quoted_at, declined_at in rows:
        answered = [moment for moment in (quoted_at, declined_at) if moment is not None]
        found[maker].append(Asked(days=(min(answered) - invited_at) / DAY if answered else None))
    return found


def _delivered(keys: Collection[int], on: date) -> dict[int, list[Delivered]]:
    """The deliveries that came, and those overdue on the day."""
    found: dict[int, list[Delivered]] = defaultdict(list)
    rows = (
        Delivery.objects.filter(award__quote__invitation__maker__in=keys)
        .filter(due_on__gte=on - WINDOW_DAYS * DAY)
        .filter(Q(delivered_on__lte=on) | Q(delivered_on=None, due_on__lt=on, award__ended_at=None))
        .values_list("award__quote__invitation__maker_id", "due_on", "delivered_on", "quantity", "rejected")
    )
    for maker, due_on, delivered_on, quantity, rejected in rows:
        found[maker].append(Delivered(due_on=due_on, delivered_on=delivered_on, quantity=quantity, rejected=rejected))
    return found
