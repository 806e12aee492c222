"""News and success stories of the network."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openitc.centers.models import Center
from openitc.documents.models import File
from openitc.enterprises.models import Enterprise
from openitc.listings.models.listings import Listing
from openitc.people.models import User
from openitc.shared.models import Choice, in_language


class Article(models.Model):
    """A piece that one person of a center wrote and another approved."""

    class Kind(Choice):
        """What it is."""

        NEWS = "news", _("News")
        SUCCESS = "success", _("Success story")

    center = models.ForeignKey(Center, on_delete=models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.SlugField(max_length=80, unique=True)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_th = models.TextField()
    body_en = models.TextField()
    picture = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.CharField(max_length=300, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the table itself guarantees."""

        ordering = ("-published_at", "-written_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="who_writes_an_article_does_not_approve_it",
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
            ),
        )

    @property
    def is_out(self) -> bool:
        """Whether it is on the site."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def title(self) -> str:
        """What it is about, in the reader's language."""
        return in_language(self.title_th, self.title_en)

    @property
    def body(self) -> str:
        """Its text, in the reader's language."""
        return in_language(self.body_th, self.body_en)


class ShownConsent(models.Model):
    """Whom an article shows: an enterprise that agrees by its account, or a person whose word staff keeps on paper."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shown")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)  # or taken back: the article goes off the site

    class Meta:
        """What the table itself guarantees."""

        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="an_article_shows_an_enterprise_or_a_person",
                condition=Q(enterprise__isnull=False, person="") | (Q(enterprise=None) & ~Q(person="")),
            ),
        )
