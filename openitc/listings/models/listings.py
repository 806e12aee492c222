"""The public page of a product, and what its enterprise agreed to show."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.enterprises.models import LocalIdentity, Product
from openitc.people.models import User
from openitc.shared.models import Choice, in_language
from openitc.shared.search import Searchable


class Listing(Searchable):
    """A product as the world sees it. What is told about it beyond its name needs the enterprise's agreement."""

    product = models.OneToOneField(Product, on_delete=models.PROTECT, related_name="listing")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="listings")
    slug = models.SlugField(max_length=80, unique=True)
    title_th = models.CharField(max_length=150, blank=True)
    title_en = models.CharField(max_length=150, blank=True)
    summary_th = models.CharField(max_length=500, blank=True)
    summary_en = models.CharField(max_length=500, blank=True)
    ingredients_th = models.TextField(blank=True)
    ingredients_en = models.TextField(blank=True)
    storage_th = models.CharField(max_length=200, blank=True)
    storage_en = models.CharField(max_length=200, blank=True)
    allergens = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    brand = models.CharField(max_length=70, blank=True)
    gtin = models.CharField(max_length=14, blank=True)
    hs_code = models.CharField(max_length=10, blank=True)
    net_weight = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # grams
    gross_weight = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # grams, as shipped
    shelf_life_days = models.PositiveSmallIntegerField(null=True, blank=True)
    price = models.PositiveBigIntegerField(null=True, blank=True)  # satang a unit, VAT included
    moq = models.PositiveIntegerField(null=True, blank=True)  # least order of a trade buyer, units
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # published again, it is none

    class Meta:
        """How rows are sorted."""

        ordering = ("slug",)
        indexes = (GinIndex(fields=("search_pairs",), name="listing_search"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Whether the world sees it."""
        return self.published_at is not None and self.withdrawn_at is None

    def searched_text(self) -> str:
        """Its own words, and those of its enterprise and of where it comes from as far as they were agreed to."""
        agreed = set(self.agreements.filter(withdrawn_at=None).values_list("part", flat=True))
        words = [self.title_th, self.title_en, self.product.name_th, self.product.name_en, self.brand]
        words += [self.summary_th, self.summary_en, self.ingredients_th, self.ingredients_en]
        enterprise = self.product.enterprise
        if Agreement.Part.ENTERPRISE in agreed:
            words += [enterprise.name_th, enterprise.name_en, enterprise.province.name_th, enterprise.province.name_en]
        told = LocalIdentity.objects.filter(product=self.product_id).first()
        if told and Agreement.Part.IDENTITY in agreed:
            words += [told.material_th, told.material_en, told.craft_th, told.craft_en, told.story_th, told.story_en]
        return " ".join(filter(None, words))

    @property
    def title(self) -> str:
        """Its name to buyers, in the reader's language."""
        return in_language(self.title_th, self.title_en) or self.product.name

    @property
    def summary(self) -> str:
        """What it is in a few sentences, in the reader's language."""
        return in_language(self.summary_th, self.summary_en)


class Agreement(models.Model):
    """That somebody of the enterprise agreed to show one part of what is known; withdrawn, it is shown no more."""

    class Part(Choice):
        """What may be shown."""

        ENTERPRISE = "enterprise", _("The enterprise's name and province")
        PHOTOGRAPHS = "photographs", _("Photographs")
        IDENTITY = "identity", _("Local identity and story")
        MAKER = "maker", _("Who makes it")
        CERTIFICATES = "certificates", _("Certificates")
        MARKET_TEST = "market_test", _("What market tests said")
        PLACES = "places", _("Where to buy")
        PRICE = "price", _("Price")
        MAP = "map", _("Its place on the map")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="agreements")
    part = models.CharField(max_length=15, choices=Part.choices)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("agreed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="a_part_is_agreed_to_once", fields=("listing", "part"), condition=Q(withdrawn_at=None)
            ),
        )


class PlaceToBuy(models.Model):
    """Where the product is sold: a shop, a market day, an address on a marketplace."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="places")
    name_th = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    url = models.URLField(max_length=400, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How rows are sorted."""

        ordering = ("added_at", "pk")

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return in_language(self.name_th, self.name_en)


class Enquiry(models.Model):
    """What a buyer asked the enterprise. Who wrote is read by the enterprise and those who work on its case alone."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="enquiries")
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=150, blank=True)
    country = models.CharField(max_length=80, blank=True)
    reply_to = models.CharField(max_length=200)  # an e-mail address or a telephone number
    text = models.TextField()
    language = models.CharField(max_length=2)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """How rows are sorted."""

        ordering = ("-sent_at", "-pk")
