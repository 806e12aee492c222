"""Enterprises, the people to ask for, and the products they bring."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_name
from openitc.centers.models import Center, Organisation, Province
from openitc.documents.models import File
from openitc.enterprises.rules import in_force
from openitc.people.models import User
from openitc.shared.ids import masked
from openitc.shared.models import Choice, Named, in_language
from openitc.shared.search import Searchable


class Enterprise(Named, Searchable):
    """A client of the network. It need not be registered: a blank number is no number, and never identifies anyone."""

    class Kind(Choice):
        """What the applicant is."""

        COMPANY = "juristic", _("company or partnership")
        COMMUNITY = "community_enterprise", _("community enterprise")
        PERSON = "natural_person", _("person in business")
        TEAM = "startup_team", _("startup team without a company")

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="enterprise")
    kind = models.CharField(max_length=25, choices=Kind.choices)
    registration = models.CharField(max_length=13, null=True, blank=True)  # noqa: DJ001 - null, so that unique spares blanks
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="enterprises")
    district_th = models.CharField(max_length=100, blank=True)
    district_en = models.CharField(max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.EmailField(blank=True)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("name_th", "pk")
        indexes = (GinIndex(fields=("search_pairs",), name="enterprise_search"),)
        constraints = (
            models.UniqueConstraint(name="one_enterprise_a_registration", fields=("registration",)),
            models.CheckConstraint(
                name="a_registration_is_thirteen_digits_or_none",
                condition=Q(registration=None) | Q(registration__regex=r"^[0-9]{13}$"),
            ),
        )

    def searched_text(self) -> str:
        """Both names, the place, and the person to ask for."""
        return " ".join(
            (self.name_th, self.name_en, self.district_th, self.district_en, self.contact_name, self.registration or "")
        )

    @property
    def district(self) -> str:
        """The district in the reader's language."""
        return in_language(self.district_th, self.district_en)

    @property
    def shown_registration(self) -> str:
        """The number as it may be shown: a company's is public, a citizen's is masked, a blank one stays blank."""
        if not self.registration or self.registration.startswith("0"):
            return self.registration or ""
        return masked(self.registration)

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude: its own where known, else those of its province's seat."""
        if self.latitude is None or self.longitude is None:
            return self.province.latitude, self.province.longitude
        return self.latitude, self.longitude


class Acquaintance(models.Model):
    """A center that serves the enterprise, and so may read and write its profile."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="acquaintances")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="acquaintances")
    since = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.UniqueConstraint(name="a_center_knows_an_enterprise_once", fields=("enterprise", "center")),
        )


class Product(Named, Searchable):
    """A product or the idea of one."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="products")
    isic = models.CharField(max_length=4, blank=True)  # ISIC Rev. 4 class
    description = models.TextField(blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("name_th", "pk")
        indexes = (GinIndex(fields=("search_pairs",), name="product_search"),)

    @property
    def industry(self) -> str:
        """The industry by name, in the reader's language; blank while undecided."""
        return industry_name(self.isic) if self.isic else ""

    def searched_text(self) -> str:
        """Both names and the description."""
        return " ".join((self.name_th, self.name_en, self.description))


class SizeClass(Choice):
    """The classes of the law on small and medium enterprises."""

    MICRO = "micro", _("micro enterprise")
    SMALL = "small", _("small enterprise")
    MEDIUM = "medium", _("medium enterprise")
    LARGE = "large", _("large enterprise")


class YearFigures(models.Model):
    """How large the enterprise was in its last closed year: what the law's size classes are computed from."""

    class Sector(Choice):
        """The two kinds of business the regulation tells apart."""

        MANUFACTURING = "manufacturing", _("manufacturing")
        SERVICES = "services", _("trade or services")

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="year_figures")
    year = models.PositiveSmallIntegerField()  # Gregorian
    sector = models.CharField(max_length=15, choices=Sector.choices)
    employees = models.PositiveIntegerField()
    revenue = models.PositiveBigIntegerField()  # satang in the year
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-year",)
        constraints = (models.UniqueConstraint(name="one_set_of_figures_a_year", fields=("enterprise", "year")),)


class GeographicalIndication(Named):
    """A name protected by where a product comes from; only its registered users may write it on theirs."""

    code = models.SlugField(max_length=60, unique=True)
    also = ArrayField(models.CharField(max_length=200), default=list, blank=True)  # other ways of writing the name
    provinces = models.ManyToManyField(Province, related_name="geographical_indications")
    product_th = models.CharField(max_length=200)
    product_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    checked_on = models.DateField(null=True)  # null: never confirmed, so that no page may show it as a fact

    class Meta:
        """How rows are sorted."""

        ordering = ("name_th",)


class RegisteredUse(models.Model):
    """An enterprise's registration as a user of a geographical indication."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="registered_uses")
    indication = models.ForeignKey(GeographicalIndication, on_delete=models.PROTECT, related_name="registered_uses")
    number = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_until = models.DateField()
    proof = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-valid_until", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_use_ends_after_it_begins", condition=Q(valid_until__gte=models.F("valid_from"))
            ),
            models.UniqueConstraint(
                name="a_use_is_entered_once",
                fields=("enterprise", "indication", "number"),
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="who_entered_a_use_does_not_verify_it",
                condition=Q(verified_by=None) | ~Q(verified_by=models.F("entered_by")),
            ),
        )

    def is_in_force(self, on: date) -> bool:
        """Whether it lets the enterprise write the name that day."""
        return in_force(
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            verified=self.verified_at is not None,
            withdrawn=self.withdrawn_at is not None,
            on=on,
        )


class LocalIdentity(models.Model):
    """Where a product comes from and what makes it of that place."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="identity")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    district_th = models.CharField(max_length=100, blank=True)
    district_en = models.CharField(max_length=100, blank=True)
    material_th = models.CharField(max_length=200, blank=True)
    material_en = models.CharField(max_length=200, blank=True)
    season = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # months 1–12 of the raw material
    craft_th = models.CharField(max_length=200, blank=True)
    craft_en = models.CharField(max_length=200, blank=True)
    makers_th = models.CharField(max_length=300, blank=True)
    makers_en = models.CharField(max_length=300, blank=True)
    story_th = models.TextField(blank=True)
    story_en = models.TextField(blank=True)
    use = models.ForeignKey(RegisteredUse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees; that a name is used by right, triggers do."""

        constraints = (
            models.CheckConstraint(name="a_season_is_of_months", condition=Q(season__contained_by=list(range(1, 13)))),
        )

    @property
    def district(self) -> str:
        """The district it comes from, in the reader's language."""
        return in_language(self.district_th, self.district_en)

    @property
    def material(self) -> str:
        """The raw material, in the reader's language."""
        return in_language(self.material_th, self.material_en)

    @property
    def craft(self) -> str:
        """How it is made, in the reader's language."""
        return in_language(self.craft_th, self.craft_en)

    @property
    def makers(self) -> str:
        """Who makes it, in the reader's language."""
        return in_language(self.makers_th, self.makers_en)

    @property
    def story(self) -> str:
        """Its story, in the reader's language."""
        return in_language(self.story_th, self.story_en)


class Photograph(models.Model):
    """A picture of a product, of where it comes from or of who makes it."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photographs")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    caption_th = models.CharField(max_length=200, blank=True)
    caption_en = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("added_at", "pk")

    @property
    def caption(self) -> str:
        """What is on it, in the reader's language."""
        return in_language(self.caption_th, self.caption_en)
