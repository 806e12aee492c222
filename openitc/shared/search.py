"""Finding words inside running text, Thai included, with nothing but core PostgreSQL.

Thai has no spaces between words, so a row keeps the pairs of neighbouring characters of its text in an indexed array.
What is searched for is cut the same way: rows that hold all its pairs are candidates, and a comparison of the text
itself decides.
"""

import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.db import models

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def folded(text: str) -> str:
    """The text as it is compared: one case, one form of each mark, Arabic digits, single spaces."""
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_THAI_DIGITS)
    # NFKC takes sara am apart; both spellings of it must meet, so the taken-apart one is kept everywhere.
    return " ".join(composed.replace("\x00", " ").split())  # PostgreSQL keeps no text with a null in it


def pairs(text: str) -> list[str]:
    """The distinct pairs of neighbouring characters, words kept apart, in order."""
    return sorted({word[i : i + 2] for word in folded(text).split() for i in range(max(1, len(word) - 1))})


class Searchable(models.Model):
    """A row that can be found by any piece of what `searched_text` returns."""

    search_text = models.TextField(editable=False, default="")
    search_pairs = ArrayField(models.CharField(max_length=2), editable=False, default=list)

    class Meta:
        """No table of its own; each table adds a GIN index on `search_pairs`."""

        abstract = True

    def searched_text(self) -> str:
        """All words by which the row can be found."""
        raise NotImplementedError

    def refresh_search(self) -> None:
        """Bring what is searched in line with the row; the operation that writes the row calls this first."""
        self.search_text = folded(self.searched_text())
        self.search_pairs = pairs(self.search_text)


def searched(*paths: str) -> list[str]:
    """What a list need not read of the searchable rows at the ends of the paths: it is long, and only searched."""
    return [f"{path}__{name}" for path in paths for name in ("search_text", "search_pairs")]


def holding(text: str) -> models.Q:
    """Rows whose text holds every word searched for."""
    condition = models.Q()
    for word in folded(text).split():
        if len(word) > 1:
            condition &= models.Q(search_pairs__contains=pairs(word))
        condition &= models.Q(search_text__contains=word)
    return condition
