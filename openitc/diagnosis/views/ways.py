"""Where the pages of an assessment are: a stranger's check has one address for all, an enterprise's its own number."""

from dataclasses import dataclass

from django.urls import reverse

from openitc.diagnosis.models import Assessment


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses of one assessment's pages, whoever it belongs to."""

    assessment: Assessment

    def question(self, place: int) -> str:
        """One question of the quick check."""
        if self.assessment.enterprise_id is None:
            return reverse("diagnosis:check-question", args=[place])
        return reverse("diagnosis:question", args=[self.assessment.pk, place])

    @property
    def result(self) -> str:
        """What it came to; while it is open, where to go on."""
        if self.assessment.enterprise_id is None:
            return reverse("diagnosis:check-result")
        return reverse("diagnosis:detail", args=[self.assessment.pk])

    @property
    def paper(self) -> str:
        """The result on paper."""
        if self.assessment.enterprise_id is None:
            return reverse("diagnosis:check-paper")
        return reverse("diagnosis:paper", args=[self.assessment.pk])

    @property
    def withdrawal(self) -> str:
        """Where it is given up."""
        if self.assessment.enterprise_id is None:
            return reverse("diagnosis:check-withdrawal")
        return reverse("diagnosis:withdrawal", args=[self.assessment.pk])

    @property
    def home(self) -> str:
        """Where it can be left and taken up again."""
        if self.assessment.enterprise_id is None:
            return reverse("diagnosis:check")
        return reverse("diagnosis:list", args=[self.assessment.enterprise_id])
