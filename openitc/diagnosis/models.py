"""The readiness instrument in its versions, and the assessments made with it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openitc.cases.models import Case
from openitc.centers.models import Center, Province
from openitc.documents.models import File
from openitc.enterprises.models import Enterprise, YearFigures
from openitc.people.models import User
from openitc.shared.models import Choice, Named, in_language


class Pillar(Choice):
    """The six pillars of readiness, each of two dimensions."""

    PRODUCT = "P1", _("Product and market")
    PRODUCTION = "P2", _("Production and productivity")
    DIGITAL = "P3", _("Data and digital")
    SUPPLY = "P4", _("Supply chain")
    PEOPLE = "P5", _("People and organisation")
    FINANCE = "P6", _("Finance and sustainability")


class Sector(Choice):
    """What the enterprise makes: it decides targets and weights."""

    FOOD = "food", _("food and drinks")
    AGRO = "agro", _("processed farm products, herbs and cosmetics")
    CRAFT = "craft", _("gifts, souvenirs and crafts")
    OTHER = "other", _("other manufacturing or services")


class Goal(Choice):
    """What an enterprise wants first; it picks up to three. The order is that of `Dimension.goal_relations`."""

    NEW_PRODUCT = "new_product", _("a new product")
    STANDARD = "standard", _("a standard or certificate")
    EXPORT = "export", _("export")
    PRODUCTIVITY = "productivity", _("higher productivity")
    COST = "cost", _("lower cost")
    QUALITY = "quality", _("steadier quality")
    DELIVERY = "delivery", _("faster delivery")
    FINANCE = "finance", _("a loan or an investor")


class CostGroup(Choice):
    """Where the money goes; shares add up to 100. The order is that of `Dimension.cost_relations`."""

    MATERIAL = "material", _("raw material")
    LABOUR = "labour", _("labour")
    ENERGY = "energy", _("energy")
    QUALITY_LOSS = "quality_loss", _("waste and rejects")
    SELLING = "selling", _("delivery and selling")


class Track(Choice):
    """The three tracks of support."""

    SKILL_UP = "skill_up", _("Skill Up")
    STARTUP = "startup", _("Startup")
    SCALE_UP = "scale_up", _("Scale Up")


class Version(models.Model):
    """One version of the instrument. Once published its questions, levels and tables stay as they are."""

    number = models.PositiveIntegerField(unique=True, null=True)  # given when it is published
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    center = models.ForeignKey(Center, on_delete=models.PROTECT, null=True, related_name="+")  # where it was drafted
    note = models.CharField(max_length=300, blank=True)  # what changed, in the words of who drafted it
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the first
    drafted_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)  # when an administrator was asked to publish it
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-number", "-pk")
        constraints = (
            # Without a center a draft is the network's own, and there is one of those.
            models.UniqueConstraint(
                name="one_open_draft_a_center",
                fields=("center",),
                condition=Q(published_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="a_version_has_its_number_from_publishing",
                condition=Q(number=None, published_at=None) | Q(number__isnull=False, published_at__isnull=False),
            ),
        )


class SectorTable(models.Model):
    """The weights of the six pillars and the targets of the twelve dimensions for one sector."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sectors")
    sector = models.CharField(max_length=10, choices=Sector.choices)
    weights = ArrayField(models.FloatField(), size=6)  # P1 to P6
    targets = ArrayField(models.FloatField(), size=12)  # D1 to D12, levels 0–5

    class Meta:
        """What the table itself guarantees."""

        constraints = (models.UniqueConstraint(name="one_table_a_sector", fields=("version", "sector")),)


class Dimension(Named):
    """One of the twelve things that are looked at, with its part in what comes first."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="dimensions")
    key = models.CharField(max_length=3)  # D1 to D12
    position = models.PositiveSmallIntegerField()  # 1 to 12
    pillar = models.CharField(max_length=2, choices=Pillar.choices)
    about_th = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)
    effort = models.FloatField()  # 0 nothing to 1 everything
    cost_relations = ArrayField(models.FloatField(), size=5)  # 0, 0.5 or 1 for each CostGroup, in its order
    goal_relations = ArrayField(models.FloatField(), size=8)  # 0, 0.5 or 1 for each Goal, in its order

    class Meta:
        """What the table itself guarantees."""

        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(name="a_dimension_once_a_version", fields=("version", "key")),)

    @property
    def about(self) -> str:
        """What is meant, in the reader's language."""
        return in_language(self.about_th, self.about_en)


class Question(models.Model):
    """One item of a dimension; the first of each dimension makes the quick check."""

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()  # 1 to 3
    quick = models.BooleanField(default=False)
    text_th = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    levels_th = ArrayField(models.CharField(max_length=200), size=6)  # what an enterprise at level 0 to 5 would say
    levels_en = ArrayField(models.CharField(max_length=200), size=6)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("dimension", "position")
        constraints = (models.UniqueConstraint(name="a_question_has_its_place", fields=("dimension", "position")),)

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return in_language(self.text_th, self.text_en)

    @property
    def levels(self) -> list[str]:
        """The six answers in the reader's language, level 0 first."""
        pairs = zip(self.levels_th, self.levels_en, strict=True)
        return [in_language(thai, english) for thai, english in pairs]


class Remedy(models.Model):
    """What helps in a dimension: looked for near the enterprise when the dimension comes first."""

    class Kind(Choice):
        """Where it is looked for."""

        CAPABILITY = "capability", _("a machine or laboratory")
        EXPERT = "expert", _("an expert")
        COURSE = "course", _("a course")
        PATHWAY = "pathway", _("a way to market")

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    codes = ArrayField(models.CharField(max_length=60), default=list)  # of capabilities or pathways; none for a course
    text_th = models.CharField(max_length=200)  # what to do, in a sentence
    text_en = models.CharField(max_length=200)

    class Meta:
        """How rows are sorted."""

        ordering = ("dimension", "kind", "pk")

    @property
    def text(self) -> str:
        """What to do, in the reader's language."""
        return in_language(self.text_th, self.text_en)


class Assessment(models.Model):
    """One filling-in of the instrument. Without an enterprise it is a stranger's, kept by a secret until claimed."""

    class Form(Choice):
        """How many questions."""

        QUICK = "quick", _("quick check")
        FULL = "full", _("full assessment")

    class Round(Choice):
        """Before support, after it, and later still."""

        T0 = "T0", _("before (T0)")
        T1 = "T1", _("after (T1)")
        T2 = "T2", _("later (T2)")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="assessments")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, null=True, related_name="assessments")
    secret_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null, so that unique spares blanks
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="assessments")
    form = models.CharField(max_length=5, choices=Form.choices)
    round = models.CharField(max_length=2, choices=Round.choices, default=Round.T0)
    sector = models.CharField(max_length=10, choices=Sector.choices)
    goals = ArrayField(models.CharField(max_length=15), default=list)  # up to three of Goal
    cost_shares = ArrayField(models.PositiveSmallIntegerField(), size=5, default=list)  # percent, in CostGroup's order
    years_in_business = models.PositiveSmallIntegerField(null=True, blank=True)
    sells_already = models.BooleanField(default=False)
    growth_percent = models.SmallIntegerField(null=True, blank=True)  # of revenue, over the last year
    # What a stranger says of themselves; an enterprise has a place and figures of its own.
    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    business = models.CharField(max_length=15, choices=YearFigures.Sector.choices, default="manufacturing")
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue = models.PositiveBigIntegerField(null=True, blank=True)  # satang in the last closed year
    advisor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # begun, and given up
    # What was computed when it was finished, with the peers of that day.
    index = models.FloatField(null=True, blank=True)  # 0–100
    size = models.CharField(max_length=10, blank=True)  # enterprises.rules.SizeClass, where figures were given
    track = models.CharField(max_length=10, choices=Track.choices, blank=True)
    track_rule = models.CharField(max_length=30, blank=True)  # which rule of diagnosis.rules fired

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                name="one_open_assessment_a_form",
                fields=("enterprise", "form"),
                condition=Q(finished_at=None, withdrawn_at=None, enterprise__isnull=False),
            ),
            models.CheckConstraint(
                name="an_assessment_is_an_enterprises_or_a_strangers",
                condition=Q(enterprise__isnull=False) | Q(secret_hash__isnull=False),
            ),
        )


class Answer(models.Model):
    """What was answered to one question; the latest word stands."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)  # null: not applicable
    note = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        """What the table itself guarantees."""

        constraints = (
            models.UniqueConstraint(name="a_question_is_answered_once", fields=("assessment", "question")),
            models.CheckConstraint(name="a_level_is_zero_to_five", condition=Q(level=None) | Q(level__lte=5)),
        )


class Evidence(models.Model):
    """A photograph or file that shows an answer to be so."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Score(models.Model):
    """What a finished assessment came to in one dimension, with every term of its priority."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField(null=True)  # 0–5; null where too little was answered
    target = models.FloatField()
    target_from_peers = models.BooleanField(default=False)  # else from the sector's table
    gap = models.FloatField(default=0)  # 0–1, as are the other terms
    goal = models.FloatField(default=0)
    cost = models.FloatField(default=0)
    ease = models.FloatField(default=0)
    peer = models.FloatField(default=0)
    priority = models.FloatField(default=0)  # 0–100
    rank = models.PositiveSmallIntegerField(null=True)  # 1 to 3 of what to do first

    class Meta:
        """What the table itself guarantees."""

        constraints = (models.UniqueConstraint(name="a_dimension_is_scored_once", fields=("assessment", "dimension")),)


class TrackChange(models.Model):
    """An advisor's other word on the track, and why; the latest stands."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="track_changes")
    track = models.CharField(max_length=10, choices=Track.choices)
    reason = models.CharField(max_length=300)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        """How rows are sorted."""

        ordering = ("-changed_at", "-pk")
