"""Lots: what was made, where, and for what it may be used."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.centers.models import Center
from openitc.certification.models.certificates import Certificate
from openitc.people.models import User
from openitc.shared.models import Choice


class Lot(models.Model):
    """One batch of a case's product. Only one made at a licensed place is ever for sale."""

    class Purpose(Choice):
        """What it may be used for."""

        TRIAL = "trial", _("R&D and tasting only, not for sale")
        SALE = "sale", _("For sale")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField(max_length=20, unique=True)  # L2570-00007
    round = models.PositiveSmallIntegerField(default=1)  # of the prototype
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.TRIAL)
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

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-made_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_lot_for_sale_names_its_licence", condition=~Q(purpose="sale") | Q(licence__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.code
