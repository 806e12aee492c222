"""What templates say of standards."""

from urllib.parse import urlsplit

from django import template
from django.utils.functional import Promise

from openitc.centers.industries import industry_name
from openitc.shared import clock
from openitc.standards.models import Edition, Market, Method
from openitc.standards.queries.editions import is_stale, method_plan_of
from openitc.standards.queries.words import cost_in_words, days_in_words, limits_in_words, validity_in_words

register = template.Library()


@register.filter
def stale(edition: Edition) -> bool:
    """Whether nobody has looked the edition up for more than a year, as of today."""
    return is_stale(edition, clock.local_day(clock.now()))  # every page that shows an edition says so, whatever it is


@register.filter
def site(address: str) -> str:
    """Whose page an address is, without what nobody reads of it."""
    return urlsplit(address).netloc.removeprefix("www.") or address


@register.filter
def limits(method: Method) -> str:
    """From where to where a test passes, in words."""
    return limits_in_words(method_plan_of(method))


register.filter("cost", cost_in_words)
register.filter("days", days_in_words)
register.filter("validity", validity_in_words)
register.filter("kind_name", industry_name)


@register.filter
def market_name(code: str) -> str | Promise:
    """Where a product is to be sold, in the reader's language."""
    return Market.label_of(code)
