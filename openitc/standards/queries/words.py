"""Editions in words: what each of their fields is called, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from openitc.centers.industries import industry_name
from openitc.shared.models import in_language
from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day
from openitc.standards.models import Edition, Market, Standard
from openitc.standards.rules import editions as rules
from openitc.standards.rules.editions import Difference, EditionPlan, MethodPlan

LABELS: dict[str, str | Promise] = {
    "weight": gettext_lazy("How hard it is asked for"),
    "subject": gettext_lazy("What it is given for"),
    "authority": gettext_lazy("Who gives it"),
    "about": gettext_lazy("What it covers"),
    "condition": gettext_lazy("Asked for only if"),
    "isic": gettext_lazy("Kinds of product"),
    "markets": gettext_lazy("Markets"),
    "evidence": gettext_lazy("What you hand in"),
    "after": gettext_lazy("It builds on"),
    "number_format": gettext_lazy("How its number is written"),
    "least_cost": gettext_lazy("Usual cost, from"),
    "most_cost": gettext_lazy("Usual cost, to"),
    "least_days": gettext_lazy("Usual days, from"),
    "most_days": gettext_lazy("Usual days, to"),
    "valid_months": gettext_lazy("Months it is valid"),
    "confirmed": gettext_lazy("The source says so"),
    "source": gettext_lazy("Source"),
    "checked_on": gettext_lazy("Last looked up on"),
}
UNITS: dict[str, str | Promise] = {"d": gettext_lazy("days")}  # units whose sign nobody outside a laboratory reads
IN_TWO_LANGUAGES = ("authority", "about", "condition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing in which two editions differ, in the reader's words; nothing before is new, nothing after is gone."""

    part: str  # the name of the field, or `method`
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return _("%(what)s: %(after)s (new)") % {"what": self.what, "after": self.after}
        if not self.after:
            return _("%(what)s: %(before)s (no longer)") % {"what": self.what, "before": self.before}
        told = {"what": self.what, "before": self.before, "after": self.after}
        return _("%(what)s: %(before)s becomes %(after)s") % told

    @property
    def is_a_rule(self) -> bool:
        """Whether it changes what is asked for, and not only when it was looked up, and where."""
        return self.part not in {"source", "checked_on", "confirmed"}


def changes_in_words(before: EditionPlan, after: EditionPlan) -> list[Change]:
    """What differs between two editions, in the reader's words; one query where it differs in what it builds on."""
    found = rules.differences(before, after)
    told = [_of_a_pair(name, found, before, after) for name in IN_TWO_LANGUAGES]
    plain = [row for row in found if row.part.removesuffix("_th").removesuffix("_en") not in IN_TWO_LANGUAGES]
    names = _standard_names(found)
    return [row for row in told if row is not None] + [_of_one(row, names) for row in plain]


def method_in_words(method: MethodPlan) -> str:
    """A test and when it passes: Yeasts and moulds, at most 1,000 CFU/g."""
    return _("%(name)s: %(limits)s") % {
        "name": in_language(method.name_th, method.name_en),
        "limits": ", ".join(filter(None, (limits_in_words(method), method.reference))),
    }


def limits_in_words(method: MethodPlan) -> str:
    """From where to where a test passes."""
    least, most = (None if limit is None else f"{limit.normalize():,f}" for limit in (method.least, method.most))
    told = {"least": least, "most": most, "unit": UNITS.get(method.unit, method.unit)}
    if method.unit == "found" and most == "0":
        return _("none may be found")
    if least is not None and most is not None:
        return (_("%(least)s to %(most)s %(unit)s") % told).strip()
    if most is not None:
        return (_("at most %(most)s %(unit)s") % told).strip()
    if least is not None:
        return (_("at least %(least)s %(unit)s") % told).strip()
    return _("no limit of its own")


def _of_a_pair(name: str, found: list[Difference], before: EditionPlan, after: EditionPlan) -> Change | None:
    """A text in two languages: as the reader reads it, or in the other language where only that one changed."""
    changed = {row.part for row in found} & {f"{name}_th", f"{name}_en"}
    if not changed:
        return None
    own = f"{name}_{'th' if get_language() == 'th' else 'en'}"
    field = own if own in changed else changed.pop()
    return Change(
        part=name, what=str(LABELS[name]), before=getattr(before, field) or "", after=getattr(after, field) or ""
    )


def _of_one(row: Difference, names: Mapping[str, str]) -> Change:
    if row.part == "method":
        return Change(part="method", what=_("Test"), before=_told(row.before, row), after=_told(row.after, row))
    return Change(
        part=row.part,
        what=str(LABELS[row.part]),
        before=_told(row.before, row, names),
        after=_told(row.after, row, names),
    )


def _told(value: object, row: Difference, names: Mapping[str, str] | None = None) -> str:  # noqa: PLR0911 - one a kind of value
    """A value as the reader reads it."""
    if isinstance(value, MethodPlan):
        return method_in_words(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == ():
        return _("every kind of product") if row.part == "isic" and value == () else ""
    if isinstance(value, date):
        return thai_or_english_day(value, language=get_language() or "en", weekday=False)
    if isinstance(value, int):
        return _number(value, row.part)
    if isinstance(value, tuple):
        return _listed(value, row.part, names or {})
    return _chosen(str(value), row.part)


def _number(value: int, part: str) -> str:
    if part.endswith("_cost"):
        return baht(value, language=get_language() or "en")
    if part.endswith("_days"):
        return _days(value) or ""
    return ngettext("%(count)s month", "%(count)s months", value) % {"count": value}


def _listed(values: tuple[object, ...], part: str, names: Mapping[str, str]) -> str:
    if part == "evidence":
        return "; ".join(in_language(*row) for row in values if isinstance(row, tuple))
    if part == "isic":
        return ", ".join(sorted(industry_name(str(code)) for code in values))
    if part == "markets":
        return ", ".join(sorted(str(Market.label_of(str(code))) for code in values))
    return ", ".join(sorted(names.get(str(key), str(key)) for key in values))


def _chosen(value: str, part: str) -> str:
    if part == "weight":
        return str(Edition.Weight.label_of(value))
    if part == "subject":
        return str(Edition.Subject.label_of(value))
    return str(Edition.NumberFormat.label_of(value)) if part == "number_format" else value


def _standard_names(found: list[Difference]) -> dict[str, str]:
    if not any(row.part == "after" for row in found):
        return {}
    return {row.key: row.name for row in Standard.objects.all()}


def cost_in_words(edition: Edition) -> str:
    """The usual cost of the application, or nothing where no source names one."""
    language = get_language() or "en"
    least, most = (None if cost is None else baht(cost, language=language) for cost in _costs(edition))
    if edition.most_cost == 0 or (edition.least_cost == 0 and edition.most_cost is None):
        return _("free of charge")
    return _range(least, most)


def days_in_words(edition: Edition) -> str:
    """How many days it usually takes, or nothing where no source says so."""
    least, most = edition.least_days, edition.most_days
    if most is not None and least not in {None, most}:
        told = {"least": least, "most": most}
        return ngettext("%(least)s to %(most)s day", "%(least)s to %(most)s days", most) % told
    return _range(_days(least), _days(most))


def validity_in_words(edition: Edition) -> str:
    """How long a certificate is valid, or nothing where no source says so."""
    months = edition.valid_months
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    if rest == 0:
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def _days(count: int | None) -> str | None:
    return None if count is None else ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _costs(edition: Edition) -> tuple[int | None, int | None]:
    return edition.least_cost, edition.most_cost


def _range(least: str | None, most: str | None) -> str:
    if least and most and least != most:
        return _("%(least)s to %(most)s") % {"least": least, "most": most}
    if least and most:
        return least
    if least:
        return _("from %(least)s") % {"least": least}
    return _("up to %(most)s") % {"most": most} if most else ""
