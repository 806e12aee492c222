"""The network: provinces, organisations, centers, their services and hours, and who has which role where."""

from datetime import date

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.industries import industry_name
from openitc.people.models import User
from openitc.shared.models import Choice, Named, in_language


class Province(Named):
    """One of the 77 provinces; `code` is ISO 3166-2."""

    code = models.CharField(primary_key=True, max_length=5)
    region_th = models.CharField(max_length=60)
    region_en = models.CharField(max_length=60)
    upper_north = models.BooleanField(default=False)
    latitude = models.FloatField()
    longitude = models.FloatField()
    hub = models.ForeignKey("Center", on_delete=models.PROTECT, null=True, related_name="hub_of")

    class Meta:
        """How rows are sorted."""

        ordering = ("code",)


class Organisation(Named):
    """Anything people can belong to that is not a center: a host, a supervising body, an enterprise, the owner."""

    class Kind(Choice):
        """What the organisation is to the network."""

        NETWORK_OWNER = "network_owner", _("network owner")
        SUPERVISING = "supervising", _("supervising organisation")
        HOST = "host", _("host organisation")
        ENTERPRISE = "enterprise", _("enterprise")
        MAKER = "maker", _("contract manufacturer")
        PARTNER = "partner", _("network partner")

    kind = models.CharField(max_length=20, choices=Kind.choices)


class Center(Named):
    """An Industry Transformation Center, or the Mini ITC of a province."""

    class Kind(Choice):
        """By whom the center is hosted."""

        REGIONAL = "regional_promotion_center", _("regional promotion center")
        INSTITUTE = "network_institute", _("network institute")
        ESTATE = "industrial_estate", _("industrial estate")
        MINI = "mini_itc", _("Mini ITC")

    class Status(Choice):
        """Where the center stands in its life."""

        PLANNED = "planned", _("planned")
        PILOT = "pilot", _("pilot")
        OPENED = "opened", _("open")
        SUSPENDED = "suspended", _("suspended")

    code = models.SlugField(max_length=20, unique=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    opened_on = models.DateField(null=True, blank=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hosted_centers")
    supervising = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="supervised_centers")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="centers")
    place_th = models.CharField(max_length=200, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="minis")
    focus = ArrayField(models.CharField(max_length=4), default=list, blank=True)  # ISIC Rev. 4 classes
    description_th = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    cloned_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="clones")
    cloned_at = models.DateTimeField(null=True, blank=True)
    # The transaction that last changed the center's hours, closures or holidays: what a snapshot of calendars asks for.
    calendar_changed_in = models.BigIntegerField(default=0, editable=False, db_index=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                name="a_mini_itc_has_a_parent_and_no_other_center_has",
                condition=Q(kind="mini_itc", parent__isnull=False) | (~Q(kind="mini_itc") & Q(parent__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_center_is_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("pk"))
            ),
        )

    @property
    def focus_names(self) -> list[str]:
        """The industries it is good at, in the reader's language."""
        return [industry_name(code) for code in self.focus]

    @property
    def description(self) -> str:
        """What the center says of itself, in the reader's language."""
        return in_language(self.description_th, self.description_en)

    @property
    def place(self) -> str:
        """Where the center stands, in the reader's language."""
        return in_language(self.place_th, self.place_en)


class OpeningHours(models.Model):
    """One stretch of a weekday during which the center is open; a day may have several."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("center", "weekday", "opens")
        constraints = (
            models.CheckConstraint(name="a_center_closes_after_it_opens", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="a_center_weekday_is_one_of_seven", condition=Q(weekday__lte=6)),
            models.UniqueConstraint(name="a_center_opens_once_at_that_time", fields=("center", "weekday", "opens")),
        )


class Closure(models.Model):
    """A time during which the whole center is closed."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="closures")
    during = DateTimeRangeField()
    reason = models.CharField(max_length=200)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(
                name="a_center_closure_has_a_beginning_and_an_end", condition=Q(during__isempty=False)
            ),
        )


class HolidayException(models.Model):
    """A center's own word on a day: open on a government holiday, or closed on a local one."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="holiday_exceptions")
    on = models.DateField()
    is_open = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("on",)
        constraints = (models.UniqueConstraint(name="one_exception_a_center_and_day", fields=("center", "on")),)


class Stage(Choice):
    """The five stages of the way to market."""

    ANALYSIS = "analysis", _("Analyse and select the product")
    ENGINEERING = "engineering", _("Engineering and prototype")
    MANUFACTURING = "manufacturing", _("Find a contract manufacturer")
    CERTIFICATION = "certification", _("Test and certify")
    MARKET = "market", _("Test the market")


class ServiceOffering(Named):
    """One service of a center's own service model; the models of two centers differ by design."""

    center = models.ForeignKey(Center, on_delete=models.CASCADE, related_name="offerings")
    stage = models.CharField(max_length=20, choices=Stage.choices)
    description_th = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()  # when its words were last written: tells a clone from what was adapted since
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    cloned_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="clones")

    class Meta:
        """How rows are sorted."""

        ordering = ("center", "stage", "position", "pk")

    @property
    def description(self) -> str:
        """What the service is, in the reader's language."""
        return in_language(self.description_th, self.description_en)


class Role(Choice):
    """What a person may be in a center or an organisation."""

    ENTERPRISE_MEMBER = "enterprise_member", _("enterprise member")
    MAKER_MEMBER = "maker_member", _("member of a contract manufacturer")
    OFFICER = "officer", _("center officer")
    OPERATOR = "operator", _("machine operator")
    MANAGER = "manager", _("center manager")
    ANALYST = "analyst", _("network analyst")
    ADMINISTRATOR = "administrator", _("administrator")


CENTER_ROLES = (Role.OFFICER, Role.OPERATOR, Role.MANAGER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, filtered in words."""

    def in_force(self, on: date) -> "MembershipQuerySet":
        """Those that hold on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Membership(models.Model):
    """A role in one center or one organisation, with the last day on which it holds."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.CheckConstraint(
                name="a_role_is_in_a_center_or_in_an_organisation",
                condition=Q(role__in=CENTER_ROLES, center__isnull=False, organisation__isnull=True)
                | (~Q(role__in=CENTER_ROLES) & Q(center__isnull=True, organisation__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_role_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        )
