"""What happened, and what it is about."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext

from openitc.people.models import User
from openitc.shared.models import spoken


class Event(models.Model):
    """Something that happened. The table refuses changes and deletions."""

    verb = models.SlugField(max_length=60)
    sentence = models.CharField(max_length=300)  # the English source text; its Thai is in the catalogue
    # The rows it is about, as `cases.case:42`: it stands in the history of each.
    about = ArrayField(models.CharField(max_length=80))
    values = models.JSONField(default=dict)  # what the sentence's placeholders stand for; a pair of names as {th, en}
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("-at", "-pk")
        indexes = (GinIndex(fields=("about",), name="events_about_a_row"),)

    def __str__(self) -> str:
        return gettext(self.sentence) % {name: spoken(value) for name, value in self.values.items()}


def subject(row: models.Model) -> str:
    """How history names the row."""
    return f"{row._meta.label_lower}:{row.pk}"  # noqa: SLF001 - Django's documented name
