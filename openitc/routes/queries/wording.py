"""Why a step is when it is, and what would open the way, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.centers.rules import Minute
from openitc.planner.explain import Kind, Reason
from openitc.routes.rules.answers import Help
from openitc.routes.rules.network import Means, Network
from openitc.routes.rules.question import Question
from openitc.routes.rules.route import PlannedStep
from openitc.routes.rules.translation import key_of
from openitc.shared import text
from openitc.shared.models import in_language, spoken
from openitc.shared.money import baht
from openitc.ui.lengths import distance, duration


def language() -> str:
    """The reader's, of the two there are."""
    return "th" if (get_language() or "th").startswith("th") else "en"


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows the names that reasons speak of."""

    question: Question
    network: Network
    steps: Mapping[str, str]  # names by key
    begins: Mapping[int, Minute]  # from when on each resource may be used at all

    def why(self, step: PlannedStep, reason: Reason | None) -> str:
        """Why the step starts when it does, in one sentence; of a fixed step there is nothing to say."""
        if step.fixed or reason is None:
            return ""
        return self._because(step, reason, self.steps.get(reason.other or "", ""))

    def _because(self, step: PlannedStep, reason: Reason, other: str) -> str:
        match reason.kind:
            case Kind.AFTER_STEP:
                return self._after(reason, other)
            case Kind.ENTERPRISE_BUSY:
                return _("You are at “%(step)s” until then.") % {"step": other}
            case Kind.HELD_BACK:
                return _("Kept back so that “%(step)s” can follow in time.") % {"step": other}
            case Kind.RESOURCE_FREE if reason.other is not None:
                return _("%(resource)s is busy with “%(step)s” until then.") % {
                    "resource": self._resource(reason),
                    "step": other,
                }
            case Kind.RESOURCE_FREE:
                return self._first(step, reason, _("%(resource)s is free first on %(day)s at %(hour)s."))
            case _:
                return self._opening(step, reason)

    def _after(self, reason: Reason, other: str) -> str:
        values = {"step": other, "gap": duration(reason.gap), "days": duration(reason.shipping)}
        if reason.gap and reason.shipping:
            return _("After “%(step)s” it rests for %(gap)s, then the sample travels for %(days)s.") % values
        if reason.shipping:
            return _("The sample from “%(step)s” arrives then, after %(days)s on its way.") % values
        if reason.gap:
            return _("“%(step)s” must rest for %(gap)s first.") % values
        return _("Starts as soon as “%(step)s” is over.") % values

    def _opening(self, step: PlannedStep, reason: Reason) -> str:
        """It waited for opening hours, or for the time from which the resource may be used at all."""
        means = self._means(reason)
        if means is None:
            return _("This is the first time at which it can begin.")
        if self.begins.get(means.key, 0) <= reason.wanted:
            return self._first(step, reason, _("%(resource)s is open next on %(day)s at %(hour)s."))
        limit = self.question.limits.not_before
        if limit is not None and self.begins[means.key] == (limit - self.network.first).days * 1440:
            return _("You asked for nothing before %(day)s.") % {"day": _day(limit)}
        if means.notice:
            return _("%(resource)s must be booked %(notice)s ahead.") % {
                "resource": self._resource(reason),
                "notice": duration(means.notice),
            }
        return self._first(step, reason, _("%(resource)s is open first on %(day)s at %(hour)s."))

    def _first(self, step: PlannedStep, reason: Reason, sentence: str) -> str:
        role = next((role for role in step.roles if role.name == reason.resource), None)
        start = step.start if role is None else role.start
        return sentence % {"resource": self._resource(reason), "day": _day(start), "hour": text.hour(start)}

    def _means(self, reason: Reason) -> Means | None:
        name = reason.resource or ""
        return self.network.means.get(key_of(name)) if name[:1].isdigit() else None

    def _resource(self, reason: Reason) -> str:
        """The resource and the province it is in: “Spray dryer (Lampang)”."""
        means = self._means(reason)
        if means is None:
            return _("What is booked already")
        province = self.network.spots[means.center].province_names
        return f"{spoken(dict(means.names))} ({in_language(province.get('th', ''), province.get('en', ''))})"


def helping(each: Help) -> str:
    """What a change would bring."""
    values = {
        "day": "" if each.finish is None else _day(each.finish),
        "cost": "" if each.cost is None else baht(each.cost, language=language()),
        "km": "" if each.km is None else distance(each.km),
    }
    sentences = {
        "deadline": _("With a later last day: the way can be done by %(day)s."),
        "max_cost": _("With a higher budget: the cheapest way costs %(cost)s."),
        "max_km": _("With more travel: the nearest way is %(km)s."),
        "limits": _(
            "Without last day, budget and limit on travel: done by %(day)s, for %(cost)s and %(km)s of travel."
        ),
        "centers": _("With all centers: done by %(day)s, for %(cost)s and %(km)s of travel."),
        "pins": _("With the pinned bookings free to move: done by %(day)s, for %(cost)s and %(km)s of travel."),
        "again": _("With what grew too old done once more: done by %(day)s, for %(cost)s and %(km)s of travel."),
    }
    return sentences[each.what] % values


def action(each: Help) -> str:
    """What the button says that makes the change."""
    words = {
        "deadline": _("Allow until %(day)s"),
        "max_cost": _("Allow %(cost)s"),
        "max_km": _("Allow %(km)s"),
        "limits": _("Lift these limits"),
        "centers": _("Use all centers"),
        "pins": _("Unpin them"),
        "again": _("Plan it once more"),
    }
    return words[each.what] % {
        "day": "" if each.finish is None else _day(each.finish),
        "cost": "" if each.cost is None else baht(each.cost, language=language()),
        "km": "" if each.km is None else distance(each.km),
    }


def _day(value: date | datetime) -> str:
    return text.thai_or_english_day(value, language=language())
