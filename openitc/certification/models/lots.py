"""Lots: what was made, where, and for what it may be used."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.certification.models.certificates import Certificate
from openitc.people.models import User
from openitc.shared.models import Choice


class LotQuerySet(models.QuerySet["Lot"]):
    """Lots, filtered in words."""

    def usable(self, on: date) -> "LotQuerySet":
        """Those that nobody blocked and that are not past their best."""
        return self.filter(Q(best_before=None) | Q(best_before__gte=on), blocked_at=None)

    def for_sale(self, on: date) -> "LotQuerySet":
        """Those of them that may be sold; no more where the licence was withdrawn."""
        return self.usable(on).filter(purpose=Lot.Purpose.SALE, licence__withdrawn_at=None)


class Lot(models.Model):
    """One batch of a case's product. Of food, only one made at a licensed place is ever for sale.

    What was entered never changes: a trigger keeps it, and another that no food is for sale without its licence.
    """

    class Purpose(Choice):
        """What it may be used for."""

        TRIAL = "trial", _("R&D and tasting only, not for sale")
        SALE = "sale", _("For sale")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(max_length=20, unique=True)  # L2570-00007
    round = models.PositiveSmallIntegerField(default=1)  # of the prototype
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.TRIAL)
    is_food = models.BooleanField(default=True)  # what the product was when the lot was entered
    made_on = models.DateField()
    best_before = models.DateField(null=True, blank=True)
    made_at_center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.CharField(max_length=200, blank=True)  # where it was no center
    licence = models.ForeignKey(Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="lots")
    units = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True, blank=True)  # used no more
    blocked_reason = models.CharField(max_length=300, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-made_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_food_lot_for_sale_names_its_licence",
                condition=~Q(purpose="sale") | Q(is_food=False) | Q(licence__isnull=False),
            ),
            models.CheckConstraint(
                name="a_lot_is_best_before_a_day_after_it_was_made",
                condition=Q(best_before=None) | Q(best_before__gte=F("made_on")),
            ),
            models.CheckConstraint(
                name="a_lot_is_blocked_for_a_reason", condition=Q(blocked_at=None) | ~Q(blocked_reason="")
            ),
            models.CheckConstraint(
                name="a_lot_was_made_somewhere", condition=Q(made_at_center__isnull=False) | ~Q(made_at="")
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def place(self) -> str:
        """Where it was made, in the reader's language."""
        return self.made_at_center.name if self.made_at_center else self.made_at

    @property
    def not_for_sale(self) -> str:
        """What stands beside it wherever it appears; blank for a lot that may be sold."""
        if not self.is_trial:
            return ""
        return gettext("Not for sale – R&D and tasting only") if self.is_food else gettext("Not for sale – R&D only")

    @property
    def is_trial(self) -> bool:
        """Whether it is not for sale, whatever happens to it."""
        return self.purpose == self.Purpose.TRIAL
