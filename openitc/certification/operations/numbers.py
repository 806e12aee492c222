"""What is wrong with a number, said to whoever typed it: what it is, and how to mend it."""

from datetime import date

from django.utils.translation import gettext as _

from openitc.centers.models import Province
from openitc.certification.rules import numbers
from openitc.shared.refusals import Reason
from openitc.shared.text import BUDDHIST_ERA


def faults_of_number(kind: str, typed: str, *, on: date, field: str = "number") -> list[Reason]:
    """Every reason why it is no number of its kind."""
    # The two digits of a province are those of its ISO 3166-2 code.
    provinces = {code.rpartition("-")[2] for code in Province.objects.values_list("code", flat=True)}
    found = numbers.faults(kind, typed, provinces=provinces, year=on.year + BUDDHIST_ERA)
    return [Reason(_sentence(fault.code) % fault.values, fault.code, field) for fault in found]


def _sentence(code: str) -> str:
    return {
        "none": _("A certificate counts only with its number. Copy it from the paper."),
        "food_signs": _("A food serial number is written in digits alone. Leave the other signs out."),
        "food_length": _(
            "A food serial number has 13 digits, as in 50-2-01564-2-0001; this one has %(count)s. Compare it with the "
            "paper."
        ),
        "food_province": _(
            "The first two digits, %(digits)s, are of no province. They say where the place of production is; 50 is "
            "Chiang Mai."
        ),
        "food_status": _(
            "The third digit is %(digit)s; it can only be 1 or 2 for food made in Thailand, 3 or 4 for imported food."
        ),
        "food_place": _("Digits 4 to 6 are the number of the place of production; no place has 000."),
        "food_year": _(
            "Digits 7 and 8 are the year in which the place was licensed, which would be %(year)s; that year is still "
            "to come."
        ),
        "food_giver": _(
            "The ninth digit is %(digit)s; it says who gave the number: 1 for the Food and Drug Administration, 2 for "
            "a province."
        ),
        "food_product": _("The last four digits count the products of the place; they begin at 0001."),
        "community_form": _(
            "A community product standard number has a slash in it, as in 12/2564 or 1019-17/1. Compare it with the "
            "paper."
        ),
        "community_year": _(
            "After the slash stands a year of the Buddhist era between %(first)s and %(last)s; %(year)s is none of "
            "them."
        ),
    }[code]
