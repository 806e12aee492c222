"""What was asked of the planner, what it proposed, and which proposal was taken."""

from django.db import models
from django.db.models import Q

from openitc.bookings.models import Hold
from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.people.models import User


class Conditions(models.Model):
    """What the routes of a case must keep to; changed by the people who plan it."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="conditions")
    not_before = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    max_km = models.PositiveIntegerField(null=True, blank=True)
    max_cost = models.PositiveBigIntegerField(null=True, blank=True)  # satang
    only_centers = models.ManyToManyField(Center, blank=True, related_name="+")
    avoided_centers = models.ManyToManyField(Center, blank=True, related_name="+")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(
                name="a_deadline_is_not_before_the_beginning",
                condition=Q(not_before=None) | Q(deadline=None) | Q(deadline__gte=models.F("not_before")),
            ),
        )


class Proposal(models.Model):
    """One answer of the planner for a case: every route that no other route beats, as the calendars then stood."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    proved = models.BooleanField()
    elapsed_ms = models.FloatField()
    # What was asked, and what had been seen of the calendars: an answer is fresh while neither changed.
    question = models.CharField(max_length=64, default="")
    seen_to = models.BigIntegerField(default=0)
    searched = models.JSONField(default=dict)  # how many machines, experts, laboratories and centers were searched
    obstacle = models.JSONField(null=True)  # where there is no route: the step in the way and what would help

    class Meta:
        """How rows are sorted."""

        ordering = ("-asked_at", "-pk")


class ProposedRoute(models.Model):
    """One route of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="routes")
    position = models.PositiveSmallIntegerField()
    finishes_at = models.DateTimeField()
    cost = models.PositiveBigIntegerField()  # satang
    km = models.PositiveIntegerField()
    labels = models.JSONField(default=list)  # fastest, cheapest, nearest, balanced
    steps = models.JSONField()  # what each step needs, when and why then

    class Meta:
        """What the table itself guarantees."""

        ordering = ("proposal", "position")
        constraints = (models.UniqueConstraint(name="a_route_has_one_position", fields=("proposal", "position")),)


class Acceptance(models.Model):
    """A proposed route that someone took; its hold keeps everything on it."""

    route = models.ForeignKey(ProposedRoute, on_delete=models.PROTECT, related_name="acceptances")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="acceptance")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()
