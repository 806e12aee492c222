"""What templates say of standards."""

from urllib.parse import urlsplit

from django import template

from openitc.shared import clock
from openitc.standards.models import Edition, Method
from openitc.standards.queries.editions import is_stale, method_plan_of
from openitc.standards.queries.words import limits_in_words

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
