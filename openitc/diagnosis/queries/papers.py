"""What stands on the paper an enterprise takes home, every word and number written out."""

from pathlib import Path

from django.utils.translation import gettext as _

from openitc.diagnosis.models import Remedy, Track
from openitc.diagnosis.queries.offers import FAR_KM, Offer
from openitc.diagnosis.queries.results import Line, Result, Task
from openitc.diagnosis.queries.words import HORIZONS, TRACK_WORDS
from openitc.shared.money import baht
from openitc.shared.text import thai_or_english_day
from openitc.ui.lengths import distance

PAGE = Path(__file__).parent.parent / "data" / "result.typ"


def facts_of(result: Result, *, language: str, sample: str) -> dict[str, object]:
    """The result for `result.typ`, in the language that is active; `sample` says that the data are invented."""
    assessment = result.assessment
    finished = assessment.finished_at or assessment.started_at
    day = thai_or_english_day(finished, language=language)
    name = assessment.enterprise.name if assessment.enterprise else _("An enterprise without an account")
    return {
        "title": _("Readiness: where we stand"),
        "subtitle": f"{name} · {assessment.get_form_display()} · {assessment.get_round_display()} · {day}",
        "language": language,
        "foot": _("OpenITC readiness instrument, version %(number)s") % {"number": assessment.version.number},
        "sample": sample,
        "headline": result.headline,
        "index": f"{result.index:.0f}",
        "index_label": _("Index of 100"),
        "band": str(result.band_word),
        "gain": "" if result.gain is None else f"{result.gain:+.0f}".replace("-", "−"),
        "gain_label": _("since before support"),
        "confidence": _("%(evidenced)s of %(answered)s answers are shown by a photograph or file.")
        % {"evidenced": result.evidenced, "answered": result.answered},
        "heads": [_("Topic"), _("Now"), _("Before"), _("Gain"), _("Enough")],
        "lines": [_line(line) for line in result.lines],
        "has_before": result.baseline is not None,
        "legend": {"now": _("now"), "before": _("before support"), "target": _("enough for now")},
        "first_head": _("The first things to do"),
        "tasks": [_task(task, language) for task in result.tasks],
        "no_tasks": _("Every target is reached. Keep it up, and look again in a year."),
        "track_head": _("Track of support"),
        "track": str(Track.label_of(result.track)),
        "track_words": str(TRACK_WORDS[result.track]),
        "track_rule": str(result.override.reason if result.override else result.rule_words),
        "size": f"{result.size.label}. {result.size.reason}" if result.size else "",
        "size_head": _("Size by the law"),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "number": line.dimension.position,
        "name": line.dimension.name,
        "score": line.score.score,
        "before": line.before,
        "target": line.score.target,
        "shown": [_level(line.score.score), _level(line.before), _signed(line.gain), _level(line.score.target)],
    }


def _task(task: Task, language: str) -> dict[str, object]:
    return {
        "name": task.line.dimension.name,
        "horizon": str(HORIZONS[task.horizon]),
        "priority": f"{task.line.score.priority:.0f}",
        "offers": [{"text": offer.remedy.text, "where": _where(offer, language)} for offer in task.offers],
    }


def _where(offer: Offer, language: str) -> str:
    if offer.near:
        near = offer.near[0]
        if near.km is not None and near.km > FAR_KM:
            return ""
        there = f"{near.resource.name} · {near.resource.center.name}"
        away = f" · {distance(near.km)}" if near.km is not None else ""
        fee = f" · {baht(near.resource.fee, language=language)} {near.resource.get_fee_basis_display()}"
        return there + away + (fee if near.resource.fee else "")
    if offer.remedy.kind == Remedy.Kind.PATHWAY:
        return " · ".join(pathway.name for pathway in offer.pathways)
    return ""


def _level(score: float | None) -> str:
    return "–" if score is None else f"{score:.1f}"


def _signed(gain: float | None) -> str:
    """With its sign; what did not change has none."""
    if gain is None:
        return ""
    return f"{gain:+.1f}".replace("-", "−") if round(gain, 1) else "0.0"
