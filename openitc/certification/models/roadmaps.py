"""What a case was told to have for its markets."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from openitc.cases.models import Case
from openitc.people.models import User
from openitc.standards.models import Edition, Market


class Roadmap(models.Model):
    """The markets of a case and the editions it was told; told anew, the earlier one is kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="roadmaps")
    number = models.PositiveSmallIntegerField()
    markets = ArrayField(models.CharField(max_length=10, choices=Market.choices))
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("case", "-number")
        constraints = (
            models.UniqueConstraint(name="a_roadmap_is_numbered_once", fields=("case", "number")),
            models.UniqueConstraint(name="one_roadmap_of_a_case_stands", fields=("case",), condition=Q(ended_at=None)),
            models.CheckConstraint(name="a_roadmap_is_for_a_market", condition=Q(markets__len__gte=1)),
        )


class Requirement(models.Model):
    """One standard on a roadmap, in the edition that was told; staff may say that it is not needed, and why.

    Where the edition is asked for only if something is so, whoever sees the case answers whether it is.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="requirements")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    doer = models.CharField(max_length=200, blank=True)  # who sees to it
    not_needed_reason = models.CharField(max_length=300, blank=True)
    # Where nobody gives a certificate for it: what was seen of the evidence, and who saw it.
    evidence_words = models.CharField(max_length=300, blank=True)
    evidence_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence_at = models.DateTimeField(null=True, blank=True)
    applies = models.BooleanField(null=True, blank=True)  # None: nobody has said yet, or it is asked of every product
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("roadmap", "position")
        constraints = (
            models.UniqueConstraint(name="a_roadmap_asks_an_edition_once", fields=("roadmap", "edition")),
            models.CheckConstraint(
                name="evidence_is_seen_by_somebody_who_says_what",
                condition=Q(evidence_at=None, evidence_by=None, evidence_words="")
                | (Q(evidence_at__isnull=False, evidence_by__isnull=False) & ~Q(evidence_words="")),
            ),
            models.CheckConstraint(
                name="somebody_says_whether_it_applies",
                condition=Q(applies=None, answered_by=None, answered_at=None)
                | Q(applies__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        )
