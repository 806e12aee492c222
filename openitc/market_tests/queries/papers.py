"""What stands on the poster of a market test, written out in both languages: passers-by read either."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.documents.qr import qr_for_paper
from openitc.market_tests.models import MarketTest
from openitc.market_tests.queries.allergens import allergens_named
from openitc.market_tests.queries.answer_pages import HEADINGS
from openitc.shared.models import in_both
from openitc.shared.text import LANGUAGES, thai_or_english_day

POSTER = Path(__file__).parent.parent / "data" / "poster.typ"


def poster_of(test: MarketTest, *, sample: str) -> dict[str, object]:
    """The facts for `poster.typ`; `sample` says that the data are invented."""
    address = settings.SITE_URL + reverse("market_tests:answer", args=[test.code])
    product = test.case.product
    return {
        "title": _("Poster of %(number)s") % {"number": test.number},
        "language": get_language() or "th",
        "sample": sample,
        "heading": in_both(lambda: HEADINGS[test.kind]),
        "product": product.names,
        "enterprise": product.enterprise.names,
        "how": in_both(lambda: _("Point your phone at the code. It takes a minute, and we do not ask who you are.")),
        "place": {"th": test.place_th or test.place_en, "en": test.place_en or test.place_th},
        "days": {language: _days(test, language) for language in LANGUAGES},
        "allergens": in_both(lambda: _warning(test)),
        "qr": qr_for_paper(address),
        "address": address.partition("://")[2],
        "number": test.number,
    }


def _days(test: MarketTest, language: str) -> str:
    first = thai_or_english_day(test.begins_on, language=language)
    last = thai_or_english_day(test.ends_on, language=language)
    return first if first == last else f"{first} – {last}"


def _warning(test: MarketTest) -> str:
    """What is in it that makes some people ill; nothing where nobody tastes."""
    if not test.allergens:
        return ""
    named = ", ".join(str(name) for name in allergens_named(test.allergens))
    return _("Contains, or may contain: %(allergens)s") % {"allergens": named}
