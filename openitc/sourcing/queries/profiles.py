"""One maker as its page shows it: places, what it can do month by month, and its certificates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from openitc.resources.models import Capability
from openitc.shared import text
from openitc.shared.search import folded
from openitc.sourcing.models import Certificate, Maker, MonthCapacity, Process, Site
from openitc.sourcing.queries.makers import Line, lines_of
from openitc.sourcing.queries.sightings import seen_of_certificate
from openitc.sourcing.rules.capabilities import KINDS, OF_CENTERS_ONLY
from openitc.sourcing.rules.certificates import State, state_of
from openitc.sourcing.rules.months import months_from
from openitc.ui.map_picture import MapPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOf:
    """One month of a process; `height` is its room in per cent of the fullest month, `usual` says nothing differs."""

    month: date
    label: str
    free: int
    lead_days: int
    height: int
    usual: bool
    enough: bool  # for the smallest order


@dataclass(frozen=True, slots=True)
class Offered:
    """A process with the year ahead."""

    line: Line
    months: list[MonthOf]

    @property
    def differs(self) -> bool:
        """Whether any month differs from a usual one."""
        return any(not month.usual for month in self.months)


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate and where it stands today."""

    certificate: Certificate
    state: State

    @property
    def seen(self) -> str:
        """What a form sends back of it."""
        return seen_of_certificate(self.certificate)


def offered_by(maker: Maker, *, on: date) -> list[Offered]:
    """What the maker can do, the one free first at the head; two queries."""
    months = MonthCapacity.objects.filter(month__gte=months_from(on)[0])
    rows = maker.processes.offered().select_related("capability").prefetch_related(Prefetch("months", months))
    return [Offered(line, year_of(line.process, on=on)) for line in lines_of(rows, on=on)]


def year_of(process: Process, *, on: date) -> list[MonthOf]:
    """The twelve months from this one, each as it differs or as usual."""
    differing = {month.month: month for month in process.months.all()}
    most = max([process.monthly, *(month.free for month in differing.values())]) or 1
    found = []
    for month in months_from(on):
        differs = differing.get(month)
        free, lead = (differs.free, differs.lead_days) if differs else (process.monthly, process.lead_days)
        found.append(
            MonthOf(
                month=month,
                label=month_label(month),
                free=free,
                lead_days=lead,
                height=round(100 * free / most),
                usual=differs is None,
                enough=free >= process.minimum,
            )
        )
    return found


def month_label(month: date) -> str:
    """`พ.ย. 69`, `Nov 26`."""
    language = "th" if (get_language() or "th").startswith("th") else "en"
    return f"{date_format(month, 'M')} {text.year_of(month, language=language) % 100:02d}"


def papers_of(maker: Maker, *, on: date, all_of_them: bool) -> list[Paper]:
    """Its certificates; strangers read only those that count today."""
    rows = maker.certificates.standing().select_related("file")
    papers = [
        Paper(
            row,
            state_of(
                issued_on=row.issued_on,
                expires_on=row.expires_on,
                verified=row.verified_at is not None,
                returned=row.returned_at is not None,
                on=on,
            ),
        )
        for row in rows
    ]
    return [paper for paper in papers if all_of_them or paper.state in {"in_force", "expiring"}]


def ending_in_words(papers: Iterable[Paper]) -> list[str]:
    """What the maker is to renew, as sentences."""
    sentences = {
        "expired": gettext("%(mark)s, number %(number)s, has expired and counts no longer."),
        "expiring": gettext("%(mark)s, number %(number)s, expires on %(day)s."),
    }
    language = "th" if (get_language() or "th").startswith("th") else "en"
    return [
        sentences[paper.state]
        % {
            "mark": paper.certificate.get_mark_display(),
            "number": paper.certificate.number,
            "day": text.thai_or_english_day(paper.certificate.expires_on, language=language),
        }
        for paper in papers
        if paper.state in sentences
    ]


def places_of(maker: Maker) -> list[Site]:
    """Its open places; distances are counted from the first."""
    return list(maker.sites.open().select_related("province"))


def points_of(sites: list[Site]) -> list[MapPoint]:
    """The places on a map."""
    return [
        MapPoint(
            lat=site.latitude, lon=site.longitude, label=site.name, detail=site.province.name, stage="manufacturing"
        )
        for site in sites
    ]


def capabilities_to_offer() -> list[Capability]:
    """What a maker may claim of the taxonomy, as people look for it: by name."""
    rows = Capability.objects.filter(kind__in=KINDS).exclude(family__in=OF_CENTERS_ONLY)
    return sorted(rows, key=lambda capability: capability.name)


def capabilities_named(words: str, among: list[Capability]) -> list[Capability]:
    """Those meant by the words: of that very name in either language, else all that hold them, synonyms included."""
    wanted = folded(words)
    exact = [one for one in among if wanted in {folded(one.name_th), folded(one.name_en), one.code}]
    if exact or not wanted:
        return exact
    return [one for one in among if wanted in folded(f"{one.name_th} {one.name_en} {one.synonyms}")]
