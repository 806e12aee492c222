"""A published report as it stands on paper."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openitc.certification.models import Custody, Report, Result
from openitc.certification.queries.certificates import verify_url
from openitc.certification.queries.words import finding_in_words, limit_in_words
from openitc.documents.qr import qr_for_paper
from openitc.shared.text import moment, thai_or_english_day


def report_facts(report: Report, *, sample: str = "") -> dict[str, object]:
    """All the paper says, in the reader's language, of a report with its request; `sample` marks invented data."""
    request, lot, case = report.request, report.request.lot, report.request.case
    language = get_language() or "th"
    address = verify_url(report.code)
    results = {result.test_id: result for result in report.results.select_related("test", "verified_by")}
    verified = sorted({str(result.verified_by) for result in results.values()})
    entered = sorted({result.entered_name for result in results.values()})
    facts = [
        (_("Laboratory"), request.laboratory_name),
        (_("For"), case.enterprise.name),
        (_("Product"), case.product.name),
        (_("Lot"), _("%(lot)s, made on %(day)s at %(place)s") % {
            "lot": lot.code,
            "day": thai_or_english_day(lot.made_on, language=language, weekday=False),
            "place": lot.place,
        }),
        (_("Samples"), _arrival(report, language)),
        (_("Tested by"), ", ".join(entered)),
        (_("Verified by"), ", ".join(verified)),
        (_("Published"), f"{moment(report.published_at, language=language)} · {report.published_by}"),
    ]  # fmt: skip
    return {
        "title": _("Laboratory report %(number)s") % {"number": str(report)},
        "subtitle": request.laboratory_name,
        "foot": _("%(number)s · Whether it still stands: %(address)s") % {"number": str(report), "address": address},
        "sample": sample,
        "verdict": _("The lot passed every test of this report.") if report.passed else _("The lot did not pass."),
        "passed": report.passed,
        "withdrawn": _("Withdrawn: %(reason)s") % {"reason": report.withdrawn_reason} if report.withdrawn_at else "",
        "trial": lot.not_for_sale,
        "facts": facts,
        "heads": [_("Test"), _("Method"), _("Passes with"), _("Found"), _("Verdict")],
        "rows": [_row(results[test.pk]) for test in request.tests.all() if test.pk in results],
        "left_head": _("Not finished when this was published"),
        "left": [test.name for test in request.tests.all() if test.pk not in results],
        "scope": _("These results are of the samples named here and of nothing else."),
        "scan": _("Scan to see whether this report still stands."),
        "code": report.code,
        "qr": qr_for_paper(address),
    }


def _row(result: Result) -> dict[str, object]:
    test = result.test
    words = _("Passed") if result.passed else _("Not passed")
    return {
        "test": test.name,
        "method": test.reference,
        "limit": limit_in_words(test),
        "found": finding_in_words(result),
        "verdict": words,
        "passed": result.passed,
        "note": result.note,
    }


def _arrival(report: Report, language: str) -> str:
    """How many samples there were, and when and how the last of them arrived."""
    samples = list(report.request.samples.all())
    links = [link for sample in samples for link in sample.custody.all() if link.kind == Custody.Kind.RECEIVED]
    if not links:
        return str(len(samples))
    last = max(links, key=lambda link: link.at)
    words = _("%(count)s, received %(day)s: %(condition)s")
    condition = Custody.Condition.label_of(last.condition)
    return words % {
        "count": len(links), "day": thai_or_english_day(last.at, language=language), "condition": condition,
    }  # fmt: skip
