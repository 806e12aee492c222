"""The tables of standards."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.models import Choice, Named, in_language


class Market(Choice):
    """Where a product is to be sold."""

    HOME = "home", _("Thailand")
    JAPAN = "japan", _("Japan")
    EU = "eu", _("European Union")
    US = "us", _("United States")
    CHINA = "china", _("China")
    ASEAN = "asean", _("ASEAN neighbours")


class StandardQuerySet(models.QuerySet["Standard"]):
    """Standards, filtered in words."""

    def asked_for(self, on: date | None = None) -> "StandardQuerySet":
        """Those that nobody has retired, or had not by that day."""
        return self.filter(Q(retired_at=None) | Q(retired_at__date__gt=on) if on else Q(retired_at=None))


class Standard(Named):
    """A standard, licence, registration or mark by its lasting name; what it asks stands in its editions."""

    key = models.SlugField(max_length=40, unique=True)
    mark = models.CharField(max_length=30, blank=True)  # as it is written on a label: อย., มผช., HALAL
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        """How rows are sorted."""

        ordering = ("key",)


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions, filtered in words."""

    def approved(self) -> "EditionQuerySet":
        """Those that a second person approved, or that came approved with the program."""
        return self.filter(approved_at__isnull=False)

    def drafts(self) -> "EditionQuerySet":
        """Those that are being written."""
        return self.filter(approved_at=None)

    def handed_in(self) -> "EditionQuerySet":
        """Drafts that wait for somebody to approve them."""
        return self.drafts().filter(handed_in_at__isnull=False)

    def newest(self, on: date | None = None) -> "EditionQuerySet":
        """Of each standard the last edition that was approved, by that day where one is given."""
        approved = self.approved() if on is None else self.approved().filter(approved_at__date__lte=on)
        last = approved.order_by("standard_id", "-number").distinct("standard_id").values("pk")
        return self.filter(pk__in=last)

    def whole(self) -> "EditionQuerySet":
        """With all that a page shows of them: the standard, the people, the tests; two queries."""
        found = self.select_related("standard", "checked_by", "drafted_by", "approved_by")
        return found.prefetch_related(models.Prefetch("methods", Method.objects.select_related("capability")))


class Edition(models.Model):
    """What a standard asks, as one person wrote it and another approved it. Approved, it never changes."""

    class Weight(Choice):
        """How hard it is asked for."""

        LAW = "law", _("Required by law")
        BUYERS = "buyers", _("Buyers ask for it")
        USEFUL = "useful", _("Worth having")

    class Subject(Choice):
        """What the certificate is for."""

        PRODUCT = "product", _("The product")
        PLACE = "place", _("The place of production")
        ENTERPRISE = "enterprise", _("The enterprise")

    class NumberFormat(Choice):
        """How the number of its certificates is checked."""

        ANY = "any", _("Any number")
        FOOD = "food_serial", _("13-digit food serial number")
        COMMUNITY = "community_product", _("Community product standard number")

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    weight = models.CharField(max_length=10, choices=Weight.choices)
    subject = models.CharField(max_length=10, choices=Subject.choices, default=Subject.PRODUCT)
    authority_th = models.CharField(max_length=200)
    authority_en = models.CharField(max_length=200)
    about_th = models.TextField()  # what it covers
    about_en = models.TextField()
    condition_th = models.CharField(max_length=200, blank=True)  # asked for only if so; blank: of every fitting product
    condition_en = models.CharField(max_length=200, blank=True)
    isic = ArrayField(models.CharField(max_length=4), default=list, blank=True)  # ISIC Rev. 4 classes; none: every kind
    markets = ArrayField(models.CharField(max_length=10, choices=Market.choices))
    evidence = models.JSONField(default=list)  # what is handed in: [{th, en}]
    after = ArrayField(models.SlugField(max_length=40), default=list, blank=True)  # keys of standards it builds on
    number_format = models.CharField(max_length=20, choices=NumberFormat.choices, default=NumberFormat.ANY)
    least_cost = models.PositiveBigIntegerField(null=True, blank=True)  # satang, usual, of the application itself
    most_cost = models.PositiveBigIntegerField(null=True, blank=True)
    least_days = models.PositiveSmallIntegerField(null=True, blank=True)  # usual, from application to certificate
    most_days = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)  # none: not said, or without an end
    confirmed = models.BooleanField(default=False)  # whether the source says so; what is not confirmed is no rule
    source = models.CharField(max_length=1000)  # an address, or several parted by a space
    checked_on = models.DateField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: came with us
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("standard", "-number")
        constraints = (
            models.UniqueConstraint(name="an_edition_is_numbered_once", fields=("standard", "number")),
            models.UniqueConstraint(
                name="one_draft_edition_a_standard", fields=("standard",), condition=Q(approved_at=None)
            ),
            models.CheckConstraint(
                name="who_drafts_an_edition_does_not_approve_it",
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
            ),
            models.CheckConstraint(name="an_edition_names_its_source", condition=~Q(source="")),
            models.CheckConstraint(name="an_edition_is_for_a_market", condition=Q(markets__len__gte=1)),
            models.CheckConstraint(
                name="the_most_cost_of_an_edition_is_not_below_the_least",
                condition=Q(most_cost=None) | Q(least_cost=None) | Q(most_cost__gte=F("least_cost")),
            ),
            models.CheckConstraint(
                name="the_most_days_of_an_edition_are_not_below_the_least",
                condition=Q(most_days=None) | Q(least_days=None) | Q(most_days__gte=F("least_days")),
            ),
        )

    @property
    def authority(self) -> str:
        """Who gives it, in the reader's language."""
        return in_language(self.authority_th, self.authority_en)

    @property
    def about(self) -> str:
        """What it covers, in the reader's language."""
        return in_language(self.about_th, self.about_en)

    @property
    def condition(self) -> str:
        """When alone it is asked for, in the reader's language; blank where it always is."""
        return in_language(self.condition_th, self.condition_en)

    @property
    def sources(self) -> list[str]:
        """The addresses of the pages that say so."""
        return self.source.split()

    @property
    def evidence_told(self) -> list[str]:
        """What is handed in, in the reader's language."""
        return [in_language(row.get("th", ""), row.get("en", "")) for row in self.evidence]


class Method(Named):
    """A laboratory test that an edition asks for: what is measured, how, on how much, and when it passes."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="methods")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)  # the same test asked by two standards has one key and is done once
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")  # of the laboratory
    reference = models.CharField(max_length=120, blank=True)  # of the method: ISO 4833-1
    unit = models.CharField(max_length=30, blank=True)
    least = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)  # passes from here …
    most = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)  # … to here; none: no limit
    sample_th = models.CharField(max_length=200, blank=True)  # how much is sent, and how
    sample_en = models.CharField(max_length=200, blank=True)
    units = models.PositiveSmallIntegerField(default=1)  # places of the laboratory it takes
    minutes = models.PositiveIntegerField()  # in the laboratory
    if_failed_th = models.TextField(blank=True)  # what a fail means and what to do
    if_failed_en = models.TextField(blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("edition", "position")
        constraints = (
            models.UniqueConstraint(name="a_method_has_one_position", fields=("edition", "position")),
            models.UniqueConstraint(name="an_edition_asks_a_test_once", fields=("edition", "key")),
            models.CheckConstraint(name="a_method_takes_time_and_room", condition=Q(minutes__gt=0, units__gt=0)),
        )

    @property
    def if_failed(self) -> str:
        """What a fail means and what to do, in the reader's language."""
        return in_language(self.if_failed_th, self.if_failed_en)

    @property
    def sample(self) -> str:
        """How much is sent, and how, in the reader's language."""
        return in_language(self.sample_th, self.sample_en)
