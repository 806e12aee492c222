"""Contract manufacturers: what they make, how much of it, where, and with which certificates."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Organisation, Province
from openitc.documents.models import File
from openitc.people.models import User
from openitc.resources.models import Capability
from openitc.shared.ids import masked
from openitc.shared.models import Choice, Named, in_language
from openitc.shared.search import Searchable
from openitc.standards.models import Market


class Mark(Choice):
    """The certificates and licences that a request may ask a maker for."""

    FOOD_LICENCE = "food_licence", _("food production licence")
    GMP = "gmp", _("GMP 420")
    GHP = "ghp", _("GHPs")
    HACCP = "haccp", _("HACCP")
    HALAL = "halal", _("halal")
    ORGANIC = "organic", _("organic")
    ISO_22000 = "iso_22000", _("ISO 22000")
    ISO_9001 = "iso_9001", _("ISO 9001")
    TIS = "tis", _("industrial standard (TIS)")
    COSMETICS = "cosmetics", _("cosmetics production notification")
    HERBAL = "herbal", _("herbal product licence")


class Unit(Choice):
    """What a maker's quantities are counted in."""

    PIECE = "piece", _("pieces")
    KILOGRAM = "kg", _("kilograms")
    LITRE = "litre", _("litres")


class MakerQuerySet(models.QuerySet["Maker"]):
    """Makers, filtered in words."""

    def waiting(self) -> "MakerQuerySet":
        """Those an officer is to verify."""
        return self.filter(verified_at=None, returned_at=None, left_at=None).defer("search_text", "search_pairs")

    def verified(self) -> "MakerQuerySet":
        """Those an officer has verified and that have not left, without what is only searched."""
        found = self.filter(verified_at__isnull=False, left_at=None)
        return found.defer("search_text", "search_pairs")


class Maker(Named, Searchable):
    """A contract manufacturer. It writes its own profile; only a verified one is shown and invited."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="maker")
    registration = models.CharField(max_length=13, null=True, blank=True)  # noqa: DJ001 - null, so that unique spares blanks
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="makers")
    about_th = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    markets = ArrayField(models.CharField(max_length=10, choices=Market.choices), default=list, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.EmailField()  # where invitations go
    language = models.CharField(max_length=2, default="th")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)  # null again when its name, number or places change
    returned_at = models.DateTimeField(null=True, blank=True)  # an officer asks for a correction; until it changes
    returned_reason = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MakerQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("name_th", "pk")
        indexes = (GinIndex(fields=("search_pairs",), name="maker_search"),)
        constraints = (
            models.UniqueConstraint(name="one_maker_a_registration", fields=("registration",)),
            models.CheckConstraint(
                name="a_maker_registration_is_thirteen_digits_or_none",
                condition=Q(registration=None) | Q(registration__regex=r"^[0-9]{13}$"),
            ),
            models.CheckConstraint(
                name="a_maker_is_verified_or_sent_back", condition=Q(verified_at=None) | Q(returned_at=None)
            ),
        )

    def searched_text(self) -> str:
        """Both names, where it is, and what it can do in every word people have for that."""
        words = (
            f"{process.capability.name_th} {process.capability.name_en} {process.capability.synonyms}"
            for process in (self.processes.offered().select_related("capability") if self.pk else ())
        )
        return " ".join((self.name_th, self.name_en, self.province.name_th, self.province.name_en, *words))

    @property
    def shown_registration(self) -> str:
        """The number as it may be shown: a company's is public, a citizen's is masked, a blank one stays blank."""
        if not self.registration or self.registration.startswith("0"):
            return self.registration or ""
        return masked(self.registration)

    @property
    def about(self) -> str:
        """What it says of itself, in the reader's language."""
        return in_language(self.about_th, self.about_en)


class SiteQuerySet(models.QuerySet["Site"]):
    """Places, filtered in words."""

    def open(self) -> "SiteQuerySet":
        """Those not closed, the first of them being the one that distances are counted from."""
        return self.filter(closed_at=None)


class Site(Named):
    """A place where a maker makes; the first is the one distances are counted from."""

    maker = models.ForeignKey(Maker, on_delete=models.CASCADE, related_name="sites")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        """How rows are sorted."""

        ordering = ("added_at", "pk")


class ProcessQuerySet(models.QuerySet["Process"]):
    """Processes, filtered in words."""

    def offered(self) -> "ProcessQuerySet":
        """Those that their makers still offer."""
        return self.filter(withdrawn_at=None)


class Process(models.Model):
    """Something a maker can do, from the one taxonomy, with how little, how much and how fast."""

    maker = models.ForeignKey(Maker, on_delete=models.CASCADE, related_name="processes")
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="makers")
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.PIECE)
    minimum = models.PositiveIntegerField()  # the smallest order
    monthly = models.PositiveIntegerField()  # what it can make in a usual month
    lead_days = models.PositiveSmallIntegerField()  # from order to delivery in a usual month
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("maker", "capability")
        constraints = (
            models.UniqueConstraint(
                name="a_maker_names_a_process_once", fields=("maker", "capability"), condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="a_maker_can_make_its_minimum", condition=Q(monthly__gte=F("minimum"))),
        )


class MonthCapacity(models.Model):
    """What is free of a process in one month, where it differs from a usual one."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="months")
    month = models.DateField()  # its first day
    free = models.PositiveIntegerField()
    lead_days = models.PositiveSmallIntegerField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("process", "month")
        constraints = (
            models.UniqueConstraint(name="a_month_has_one_capacity", fields=("process", "month")),
            models.CheckConstraint(name="a_month_is_named_by_its_first_day", condition=Q(month__day=1)),
        )


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates, filtered in words."""

    def standing(self) -> "CertificateQuerySet":
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def waiting(self, on: date) -> "CertificateQuerySet":
        """Those an officer is to verify; of makers that are still here, and worth it: not expired."""
        return self.standing().filter(verified_at=None, returned_at=None, expires_on__gte=on, maker__left_at=None)

    def in_force(self, on: date) -> "CertificateQuerySet":
        """Those that count on that day: with a number, an issuer and dates, verified, neither expired nor withdrawn."""
        return self.filter(withdrawn_at=None, verified_at__isnull=False, issued_on__lte=on, expires_on__gte=on)


class Certificate(models.Model):
    """A certificate of a maker; an expired one stops it from being matched."""

    maker = models.ForeignKey(Maker, on_delete=models.CASCADE, related_name="certificates")
    mark = models.CharField(max_length=20, choices=Mark.choices)
    number = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    issued_on = models.DateField()
    expires_on = models.DateField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)  # an officer asks for a correction; until it changes
    returned_reason = models.CharField(max_length=300, blank=True)
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)  # the last warning: so many days before
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("mark", "-expires_on")
        constraints = (
            models.UniqueConstraint(
                name="a_certificate_is_entered_once",
                fields=("maker", "mark", "number"),
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="a_certificate_expires_after_it_is_issued", condition=Q(expires_on__gt=F("issued_on"))
            ),
            models.CheckConstraint(name="a_certificate_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="a_certificate_is_verified_or_sent_back", condition=Q(verified_at=None) | Q(returned_at=None)
            ),
        )


class InvitingStop(models.Model):
    """A maker that is not invited for now, and why."""

    maker = models.ForeignKey(Maker, on_delete=models.CASCADE, related_name="stops")
    reason = models.CharField(max_length=300)
    stopped_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-stopped_at",)
        constraints = (
            models.UniqueConstraint(name="inviting_is_stopped_once", fields=("maker",), condition=Q(ended_at=None)),
        )
