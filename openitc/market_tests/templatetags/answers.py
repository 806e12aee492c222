"""Words in both languages at once, for a page that is the same for everyone and changes its language by itself."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.market_tests.models import Answer
from openitc.market_tests.queries.wording import options_of, points_of, sentence_of
from openitc.market_tests.rules.questionnaire import Question, questionnaire_of
from openitc.shared import money, text
from openitc.shared.models import in_both
from openitc.shared.text import LANGUAGES

register = template.Library()


@register.simple_tag
def both(words: Mapping[str, str] | str | Promise) -> SafeString:
    """Words for translation, or a pair `{th, en}`: each language marked, and the one not chosen is not shown."""
    pair = words if isinstance(words, Mapping) else in_both(lambda: words)
    if pair["th"] == pair["en"]:
        return format_html("{}", pair["th"])
    return format_html_join("", '<span lang="{}">{}</span>', ((language, pair[language]) for language in LANGUAGES))


@register.filter
def baht_in_both(satang: int) -> SafeString:
    """An amount, in both languages."""
    return both({language: money.baht(satang, language=language) for language in LANGUAGES})


@register.filter
def day_in_both(value: object) -> SafeString:
    """A day, in both languages."""
    return both({language: text.thai_or_english_day(value, language=language) for language in LANGUAGES})  # type: ignore[arg-type]  # a template gives what the page holds


@register.simple_tag
def faces() -> list[tuple[str, str]]:
    """The mouths of nine faces from sad to glad: where each begins and ends, and how far it is bent."""
    return [(f"{16 - 0.35 * mood:.1f}", f"{16 + 1.3 * mood:.1f}") for mood in range(-4, 5)]


@register.simple_tag
def given(answer: Answer) -> list[tuple[str, str]]:
    """What was answered, in the order in which it is asked: each question, and the answer as it was chosen."""
    asked = questionnaire_of(answer.test.kind, answer.test.settings).questions
    return [(sentence_of(each), _worded(each, answer)) for each in asked if each.key in answer.values]


@register.simple_tag
def given_in_short(answer: Answer) -> str:
    """The same without its words: `8 · 6 · 4`."""
    asked = questionnaire_of(answer.test.kind, answer.test.settings).questions
    return " · ".join(_short(each, answer.values.get(each.key)) for each in asked)


def _short(question: Question, value: object) -> str:
    if question.type == "price" and isinstance(value, int):
        return f"{value / money.SATANG_A_BAHT:,g}"
    return {True: "✓", False: "–"}[value] if isinstance(value, bool) else str(value)


def _worded(question: Question, answer: Answer) -> str:
    value = answer.values[question.key]
    if question.type == "price":
        return money.baht(value, language=get_language() or "th")
    if question.type == "yesno":
        return _("Yes") if value else _("No")
    offered = [*points_of(question), *options_of(question, answer.test.settings)]
    return next((words for key, words in offered if key == value), str(value))
