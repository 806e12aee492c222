"""Labels of samples: what a person reads, and what a camera reads. Neither names the product or the enterprise."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.certification.models import LabRequest, Sample
from openitc.documents.qr import qr_for_paper, qr_svg
from openitc.shared.text import thai_or_english_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label."""

    sample: Sample
    code: str
    qr: SafeString


def address_of(sample: Sample) -> str:
    """What the QR on the label opens."""
    return f"{settings.SITE_URL}{reverse('certification:sample', args=[sample.code])}"


def spaced(code: str) -> str:
    """A code in two halves, so that it can be read out."""
    return f"{code[:5]} {code[5:]}"


def labels_of(request: LabRequest) -> list[Label]:
    """The labels of every sample of the request."""
    words = _("QR code of sample %(sample)s")
    return [
        Label(
            sample=sample,
            code=spaced(sample.code),
            qr=qr_svg(address_of(sample), label=words % {"sample": str(sample.number)}),
        )
        for sample in request.samples.all()
    ]


def label_facts(request: LabRequest, *, sample: str = "") -> dict[str, object]:
    """The same for a sheet of paper; `sample` marks invented data."""
    day = thai_or_english_day(request.lot.made_on, language=get_language() or "th", weekday=False)
    return {
        "title": _("Labels of request %(number)s") % {"number": request.number},
        "to": _("To: %(laboratory)s") % {"laboratory": request.laboratory_name},
        "lot": _("Lot %(lot)s, made on %(day)s") % {"lot": request.lot.code, "day": day},
        "sample": sample,
        "trial": request.lot.not_for_sale,
        "labels": [
            {
                "number": str(sample),
                "what": sample.what,
                "code": spaced(sample.code),
                "qr": qr_for_paper(address_of(sample)),
            }
            for sample in request.samples.all()
        ],
    }
