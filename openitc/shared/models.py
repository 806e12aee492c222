"""Abstract rows that several concepts share."""

from collections.abc import Callable

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language

from openitc.shared.text import LANGUAGES


class Named(models.Model):
    """A row with a Thai and an English name; where one language has none, the other stands in."""

    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name_th, self.name_en)

    @property
    def names(self) -> dict[str, str]:
        """Both names, as history keeps them."""
        return {"th": self.name_th or self.name_en, "en": self.name_en or self.name_th}


def in_language(thai: str, english: str) -> str:
    """The one of two texts that the reader reads, or the other where it is blank."""
    return (thai or english) if get_language() == "th" else (english or thai)


def in_both(words: Callable[[], object]) -> dict[str, str]:
    """What is said in each of the two languages, as history and rows keep it: {th, en}."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(words())
    return said


def spoken(value: object) -> str:
    """A stored value as the reader reads it: of a pair `{th, en}` the one in their language."""
    if isinstance(value, dict):
        return in_language(str(value.get("th", "")), str(value.get("en", "")))
    return str(value)


class Choice(models.TextChoices):
    """A closed list of words, each with its label."""

    @classmethod
    def label_of(cls, value: str) -> str | Promise:
        """The label of the stored word, in the reader's language."""
        return cls(value).label
