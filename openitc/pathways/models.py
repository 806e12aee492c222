"""Pathways, their versions, and the steps, roles and gaps of a version."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from openitc.centers.models import Center, Stage
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.models import Named, in_language


class Pathway(Named):
    """A way to market for a kind of product. A center may own one; the network's own belong to no center."""

    code = models.SlugField(max_length=40, unique=True)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, blank=True, related_name="pathways")
    description_th = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    isic = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    cloned_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones")
    of_one_case = models.BooleanField(default=False)  # steps that were added to one case: never offered, never listed
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("code",)

    @property
    def description(self) -> str:
        """For whom it is, in the reader's language."""
        return in_language(self.description_th, self.description_en)


class Version(models.Model):
    """The steps of a pathway as they were published. A draft can be changed; a published version cannot."""

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("pathway", "-number")
        constraints = (
            models.UniqueConstraint(name="a_version_is_numbered_once", fields=("pathway", "number")),
            models.UniqueConstraint(name="one_draft_a_pathway", fields=("pathway",), condition=Q(published_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.pathway} · {self.number}"


class Step(Named):
    """One step: what it needs at the same time, how long it takes, and whether the enterprise is there."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, choices=Stage.choices)
    note_th = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    duration_minutes = models.PositiveIntegerField()
    attended = models.BooleanField(default=False)
    through_night = models.BooleanField(default=False)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(name="a_step_key_is_used_once", fields=("version", "key")),
            models.CheckConstraint(name="a_step_takes_time", condition=Q(duration_minutes__gt=0)),
        )

    @property
    def note(self) -> str:
        """What to know about the step, in the reader's language."""
        return in_language(self.note_th, self.note_en)


class StepRole(models.Model):
    """One resource that a step needs: a capability, how much of it, from when and for how long."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="roles")
    position = models.PositiveSmallIntegerField()
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")
    units = models.PositiveSmallIntegerField(default=1)
    offset_minutes = models.PositiveIntegerField(default=0)
    duration_minutes = models.PositiveIntegerField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("step", "position")
        constraints = (
            models.UniqueConstraint(name="a_step_role_has_one_position", fields=("step", "position")),
            models.CheckConstraint(
                name="a_step_role_takes_time_and_room", condition=Q(duration_minutes__gt=0, units__gt=0)
            ),
        )


class Gap(models.Model):
    """A step that must come after another: the least and the most time between them, and whether a sample ships."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="gaps")
    after = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="followed_by")
    min_minutes = models.PositiveIntegerField(default=0)
    max_minutes = models.PositiveIntegerField(null=True, blank=True)
    ships = models.BooleanField(default=False)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("step", "pk")
        constraints = (
            models.UniqueConstraint(name="a_step_follows_another_once", fields=("step", "after")),
            models.CheckConstraint(name="a_step_does_not_follow_itself", condition=~Q(step=F("after"))),
            models.CheckConstraint(
                name="the_most_gap_is_not_below_the_least",
                condition=Q(max_minutes=None) | Q(max_minutes__gte=F("min_minutes")),
            ),
        )
