"""Enterprises, the people to ask for, and the products they bring."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_name
from openitc.centers.models import Center, Organisation, Province
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
