"""Whether the data are invented, for pages drawn without a request; a builtin, so that none needs to load it."""

from django import template

from openitc.sample.queries import is_loaded

register = template.Library()
register.simple_tag(is_loaded, name="is_sample_network")
