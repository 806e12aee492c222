"""Events and what each is about."""

from django.db import models
from django.utils.translation import gettext

from openitc.people.models import User
from openitc.shared.models import spoken


class Event(models.Model):
    """Something that happened. The table refuses changes and deletions."""

    verb = models.SlugField(max_length=60)
    sentence = models.CharField(max_length=300)  # the English source text; its Thai is in the catalogue
    values = models.JSONField(default=dict)  # what the sentence's placeholders stand for; a pair of names as {th, en}
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return gettext(self.sentence) % {name: spoken(value) for name, value in self.values.items()}


class Subject(models.Model):
    """One of the rows an event is about, so that the event stands in the history of each."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="subjects")
    kind = models.CharField(max_length=60)  # the model's label, such as cases.case
    key = models.BigIntegerField()

    class Meta:
        """What the table itself guarantees."""

        indexes = (models.Index(fields=("kind", "key", "event"), name="events_of_a_subject"),)
