"""Comparisons of product ideas: what they are judged by, by whom, and what they cost."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.enterprises.models import Product
from openitc.pathways.models import Version
from openitc.people.models import User
from openitc.resources.models import ResourceType
from openitc.shared.models import Choice, Named, in_language


class Comparison(models.Model):
    """Two to eight product ideas of a case side by side. Once decided it stays as it is; another may follow."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comparisons")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    chosen = models.ForeignKey("Idea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)  # why this one; asked for where another ranks first
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_open_comparison_a_case", fields=("case",), condition=Q(decided_at=None, withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="a_decision_names_an_idea",
                condition=Q(decided_at=None, chosen=None) | Q(decided_at__isnull=False, chosen__isnull=False),
            ),
        )

    def get_absolute_url(self) -> str:
        """The sheet with everything on it."""
        return reverse("selection:comparison", args=[self.case.number, self.pk])


class Criterion(Named):
    """One thing ideas are judged by. More is better, unless it is a burden."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=30)  # of the usual seven, or `own-1` …
    about_th = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    burden = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("comparison", "position")
        constraints = (models.UniqueConstraint(name="a_criterion_once_a_comparison", fields=("comparison", "key")),)

    @property
    def about(self) -> str:
        """What is meant and where to look, in the reader's language."""
        return in_language(self.about_th, self.about_en)


class Idea(models.Model):
    """A product of the enterprise as one of the ideas, with the way to market it would take and its costing."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="ideas")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    price = models.PositiveBigIntegerField(default=0)  # satang for one unit, as it is sold
    batch_units = models.PositiveIntegerField(default=0)  # sold units from one batch
    monthly_units = models.PositiveIntegerField(default=0)  # hoped to be sold in a month
    monthly_fixed = models.PositiveBigIntegerField(default=0)  # satang a month, whatever is made
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("comparison", "position", "pk")
        constraints = (models.UniqueConstraint(name="a_product_is_one_idea", fields=("comparison", "product")),)

    def __str__(self) -> str:
        return self.product.name


class CostLine(models.Model):
    """One line of an idea's costing."""

    class Kind(Choice):
        """What the money is for."""

        MATERIAL = "material", _("materials")
        MACHINE = "machine", _("hours on machines")
        LABOUR = "labour", _("labour")
        PACKAGING = "packaging", _("packaging")
        TEST = "test", _("tests and certificates")
        OTHER = "other", _("other")

    class Basis(Choice):
        """What the quantity is counted for."""

        UNIT = "unit", _("for each unit")
        BATCH = "batch", _("for each batch")
        ONCE = "once", _("once, to begin")

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="cost_lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=200)
    machine = models.ForeignKey(ResourceType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=5, choices=Basis.choices)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    price = models.PositiveBigIntegerField()  # satang for one of the quantity; of a machine, its real fee when entered
    position = models.PositiveSmallIntegerField(default=0)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("idea", "position", "pk")
        constraints = (models.CheckConstraint(name="a_cost_line_counts_something", condition=Q(quantity__gt=0)),)


class Judge(models.Model):
    """Somebody who weighs the criteria and rates the ideas; staff writes for a Big Brother who has no account."""

    class Role(Choice):
        """For whom they judge."""

        ENTERPRISE = "enterprise", _("the enterprise")
        ADVISOR = "advisor", _("advisor")
        BIG_BROTHER = "big_brother", _("Big Brother")

    class Way(Choice):
        """How they give weights."""

        PAIRS = "pairs", _("in pairs")
        POINTS = "points", _("by points")

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="judges")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=Role.choices)
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.PAIRS)
    joined_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("comparison", "joined_at", "pk")
        constraints = (models.UniqueConstraint(name="a_person_judges_once", fields=("comparison", "user")),)


class PairJudgement(models.Model):
    """How much more one criterion matters than another, on Saaty's scale of 1 to 9."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="pairs")
    first = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    strength = models.SmallIntegerField()  # 1 alike; 2 to 9 the first matters more; -2 to -9 the second does
    given_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.UniqueConstraint(name="a_pair_is_judged_once", fields=("judge", "first", "second")),
            models.CheckConstraint(name="a_pair_is_of_two", condition=~Q(first=F("second"))),
            models.CheckConstraint(
                name="a_strength_is_on_the_scale",
                condition=Q(strength__gte=1, strength__lte=9) | Q(strength__gte=-9, strength__lte=-2),
            ),
        )


class PointWeight(models.Model):
    """A criterion's weight given directly."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="points")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()  # 0 to 100
    given_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.UniqueConstraint(name="a_criterion_is_weighed_once", fields=("judge", "criterion")),
            models.CheckConstraint(name="points_are_at_most_a_hundred", condition=Q(points__lte=100)),
        )


class Rating(models.Model):
    """How an idea does on a criterion in one judge's eyes, and what makes them say so."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="ratings")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()  # 1 very little to 5 very much of the criterion
    source = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.UniqueConstraint(name="an_idea_is_rated_once", fields=("judge", "idea", "criterion")),
            models.CheckConstraint(name="a_rating_is_one_to_five", condition=Q(level__gte=1, level__lte=5)),
        )


class Prospect(models.Model):
    """What the planner found for an idea: the first day it could be finished, and the least it would cost."""

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="prospect")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    finishes_at = models.DateTimeField(null=True)  # null: no route
    cost = models.PositiveBigIntegerField(null=True)  # satang
    obstacle_th = models.CharField(max_length=300, blank=True)
    obstacle_en = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    @property
    def obstacle(self) -> str:
        """Why there is no route, in the reader's language."""
        return in_language(self.obstacle_th, self.obstacle_en)
