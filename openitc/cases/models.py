"""Cases, what was done on them, and what was noted."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise, Product
from openitc.pathways.models import Step, Version
from openitc.people.models import User
from openitc.shared.models import Choice
from openitc.shared.search import Searchable
from openitc.standards.models import Market


class CaseStage(Choice):
    """Where a case stands; the five in the middle are the stages of a pathway."""

    INTAKE = "intake", _("Intake")
    ANALYSIS = "analysis", _("Analyse and select the product")
    ENGINEERING = "engineering", _("Engineering and prototype")
    MANUFACTURING = "manufacturing", _("Find a contract manufacturer")
    CERTIFICATION = "certification", _("Test and certify")
    MARKET = "market", _("Test the market")
    COMMERCIAL = "commercial", _("On sale")
    FOLLOW_UP = "follow_up", _("Follow-up")


class Case(Searchable):
    """One product of one enterprise on its way to market, along the version of a pathway it started with."""

    number = models.CharField(max_length=12, unique=True)  # 2570-00042: fiscal year (Buddhist Era) and sequence
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="cases")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="cases")
    market = models.CharField(max_length=10, choices=Market.choices, default=Market.HOME)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="cases")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="cases")  # the lead center
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="officer_of_cases")
    advisor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="advisor_of_cases")
    stage = models.CharField(max_length=20, choices=CaseStage.choices, default=CaseStage.INTAKE)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-opened_at", "-pk")
        indexes = (GinIndex(fields=("search_pairs",), name="case_search"),)

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of the case; it belongs to a package above."""
        return reverse("journeys:case", args=[self.number])

    def searched_text(self) -> str:
        """Its number, its product and its enterprise."""
        return " ".join((self.number, self.product.searched_text(), self.enterprise.searched_text()))


class Referral(models.Model):
    """A center that works on the case beside its lead center; both see all of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="referrals")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="referrals")
    reason = models.CharField(max_length=300, blank=True)
    referred_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("referred_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_case_is_referred_to_a_center_once", fields=("case", "center"), condition=Q(ended_at=None)
            ),
        )


class DoneStep(models.Model):
    """A step of the case's pathway that was done, or was done elsewhere before."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="done_steps")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="+")  # where a sample now is
    done_at = models.DateTimeField()
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("done_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_step_is_done_once", fields=("case", "step"), condition=Q(withdrawn_at=None)
            ),
        )


class AddedSteps(models.Model):
    """Steps that this one case has beside those of its pathway; published with it, they never change."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="added_steps")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="added_to")
    why = models.JSONField(default=dict)  # as {th, en}
    link = models.CharField(max_length=200, blank=True)  # the page that asked for them
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("added_at", "pk")


class Round(models.Model):
    """Another round of the prototype: which steps are done again, from when on and why. The first needs no row."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    first_step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    steps = models.ManyToManyField(Step, related_name="+")  # those to be done again
    why = models.JSONField(default=dict)  # as {th, en}
    link = models.CharField(max_length=200, blank=True)  # the page that says more
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("case", "number")
        constraints = (
            models.UniqueConstraint(name="a_round_is_numbered_once", fields=("case", "number")),
            models.CheckConstraint(name="the_first_round_needs_no_row", condition=Q(number__gte=2)),
        )


class Milestone(models.Model):
    """A fact that lets a case leave a stage, written by the package that brought it about."""

    class Kind(Choice):
        """The facts that gates ask for."""

        PRODUCT_SELECTED = "product_selected", _("Selected product idea")
        MAKER_CHOSEN = "maker_chosen", _("Chosen contract manufacturer")
        CERTIFIED = "certified", _("What the law asks for")
        GO_DECIDED = "go_decided", _("Decision to go to market")
        FIRST_SALE = "first_sale", _("First sale")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    detail = models.JSONField(default=dict)  # what it is about, as {th, en}
    link = models.CharField(max_length=200, blank=True)  # the page that shows it
    # None is the system itself: a certificate came into force as days passed.
    reached_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reached_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("reached_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_milestone_is_reached_once", fields=("case", "kind"), condition=Q(withdrawn_at=None)
            ),
        )


class SkippedStage(models.Model):
    """A stage that a case leaves without what its gate asks for, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="skipped_stages")
    stage = models.CharField(max_length=20, choices=CaseStage.choices)
    reason = models.CharField(max_length=300)
    skipped_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    skipped_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("skipped_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_stage_is_skipped_once", fields=("case", "stage"), condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="a_stage_is_skipped_for_a_reason", condition=~Q(reason="")),
        )


class Note(models.Model):
    """Something written on a case: among staff, or shown to the enterprise."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    shown_to_enterprise = models.BooleanField(default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("-written_at", "-pk")
