"""What the main pages cost on the sample network, beside the barest page Django can give, and what they weigh.

    python bench/pages.py [--visits N]

A bare page asks the database one question and goes through the same middleware, in the same process. Pages are visited
in turn, so that other work on the machine slows all of them alike.
"""

import argparse
import gzip
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from unittest.mock import patch
from urllib.parse import urlencode

from ground import show, stand_on_a_copy_of_the_sample

stand_on_a_copy_of_the_sample()

from django.contrib.staticfiles import finders  # noqa: E402 - Django is set up once the database runs
from django.db import connection  # noqa: E402 - as above
from django.db.models import Count, Q  # noqa: E402 - as above
from django.http import HttpRequest, HttpResponse  # noqa: E402 - as above
from django.test import Client, override_settings  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above
from django.urls import include, path, reverse  # noqa: E402 - as above
from whitenoise.compress import Compressor  # noqa: E402 - as above

from openitc.cases.models import Case  # noqa: E402 - as above
from openitc.centers.models import Center, Membership, Role  # noqa: E402 - as above
from openitc.listings.queries.listings import public_listings  # noqa: E402 - as above
from openitc.market_tests.models import MarketTest  # noqa: E402 - as above
from openitc.routes.operations import proposals  # noqa: E402 - as above
from openitc.sample.people import story_case  # noqa: E402 - as above
from openitc.selection.models import Comparison  # noqa: E402 - as above
from openitc.sourcing.models import Rfq  # noqa: E402 - as above

STATIC = re.compile(r"""(?:href|src)=["']/static/([^"'?#]+)""")
WITHIN_CSS = re.compile(r"""url\(["']?([^"')#]+)""")
COMPRESSED = Compressor(quiet=True)
KB = 1000


def bare(_request: HttpRequest) -> HttpResponse:
    """One question to the database, and its answer."""
    return HttpResponse(f"{Center.objects.count()}")


urlpatterns = [path("bare/", bare), path("", include("openitc.config.urls"))]


@dataclass(slots=True)
class Page:
    """One page as one person visits it."""

    name: str
    client: Client
    address: str
    anew: bool = False  # routes: planned again, not found as they were kept
    times: list[float] = field(default_factory=list)
    queries: int = 0
    html: str = ""

    def visit(self) -> None:
        """Take the time of one visit."""
        began = perf_counter()
        self._fetch()
        self.times.append(1000 * (perf_counter() - began))

    def look(self) -> None:
        """Warm up, then count the queries and keep the page."""
        self._fetch()
        with CaptureQueriesContext(connection) as asked:
            self.html = self._fetch()
        self.queries = sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in asked)

    def _fetch(self) -> str:
        kept: Callable[..., bool] = proposals._holds  # noqa: SLF001 - what decides whether routes are kept
        with patch.object(
            proposals, "_holds", side_effect=lambda *given, **named: not self.anew and kept(*given, **named)
        ):
            answer = self.client.get(self.address)
        assert answer.status_code == 200, (self.address, answer.status_code)  # noqa: PLR2004 - the page is shown
        return answer.content.decode()


def somebody() -> Client:
    """A browser without an account."""
    return Client(headers={"host": "localhost"})


def officer_of(case: Case) -> Client:
    """The browser of an officer who serves at the case's center or at the one above it."""
    there = {case.center_id, case.center.parent_id}
    serving = Membership.objects.filter(role=Role.OFFICER, center__in=there - {None}).select_related("user")[0]
    browser = somebody()
    browser.force_login(serving.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def pages() -> list[Page]:
    """The bare page, and the pages people see most: a visitor's, and those of the officer of the sample's story."""
    case = Case.objects.select_related("center").get(number=story_case())
    rfq = Rfq.objects.filter(award__isnull=False).select_related("case__center").order_by("number")[0]
    visitor, officer, asking = somebody(), officer_of(case), officer_of(rfq.case)
    chosen = Comparison.objects.filter(decided_at__isnull=False).select_related("case__center")[0]
    choosing, checking = officer_of(chosen.case), somebody()
    checking.post(reverse("diagnosis:check"), {"sector": "food", "sells_already": "yes"})
    mapped = Case.objects.annotate(asks=Count("roadmaps__requirements", filter=Q(roadmaps__ended_at=None)))
    mapped_case = mapped.select_related("center").order_by("-asks", "number")[0]
    answered = MarketTest.objects.annotate(said=Count("answers")).select_related("case__center").order_by("-said", "pk")
    week, way = reverse("bookings:center", args=[case.center.code]), reverse("routes:options", args=[case.number])
    return [
        Page("bare, one query", visitor, "/bare/"),
        Page("home", visitor, reverse("journeys:home")),
        Page("catalogue", visitor, reverse("bookings:catalogue")),
        Page("catalogue, soonest", visitor, f"{reverse('bookings:catalogue')}?sort=soonest"),
        Page("center, its week", visitor, week),
        Page("center, its week, staff", officer, week),
        Page("search", visitor, f"{reverse('journeys:search')}?{urlencode({'q': 'กาแฟ'})}"),
        Page("desk", officer, reverse("journeys:desk")),
        Page("cases", officer, reverse("cases:list")),
        Page("case", officer, reverse("journeys:case", args=[case.number])),
        Page("quick check, first question", checking, reverse("diagnosis:check-question", args=[1])),
        Page("makers", visitor, reverse("sourcing:makers")),
        Page("product ideas, ranked", choosing, chosen.get_absolute_url()),
        Page("quotations side by side", asking, reverse("sourcing:comparison", args=[rfq.number])),
        Page("roadmap", officer_of(mapped_case), reverse("certification:roadmap", args=[mapped_case.number])),
        Page("results of a market test", officer_of(answered[0].case), answered[0].get_absolute_url()),
        Page("product in the world", visitor, reverse("listings:page", args=[public_listings()[0].slug])),
        Page("routes, as kept", officer, way),
        Page("routes, planned anew", officer, way, anew=True),
    ]


def times(visited: list[Page], visits: int) -> list[dict[str, object]]:
    """Visit them in turn; what each takes, and how often the bare page fits into it."""
    for page in visited:
        page.look()
    for _ in range(visits):
        for page in visited:
            page.visit()
    limit = statistics.median(visited[0].times)
    return [
        {
            "page": page.name,
            "queries": page.queries,
            "p50 ms": round(statistics.median(page.times), 1),
            "best ms": round(min(page.times), 1),
            "to bare": round(statistics.median(page.times) / limit, 1),
            "to bare, a query": round(statistics.median(page.times) / limit / max(page.queries, 1), 1),
        }
        for page in visited
    ]


def weights(visited: list[Page]) -> list[dict[str, object]]:
    """What a first visit brings over the wire: the page as it is, its static files as WhiteNoise compresses them."""
    return [
        {
            "page": page.name,
            "HTML kB": kb(len(page.html.encode())),
            "HTML gzip kB": kb(len(gzip.compress(page.html.encode()))),
            "static kB": kb(sum(map(sent, ours := files(page.html)))),
            "static files": len(ours),
            "fonts kB, at most": kb(sum(map(sent, fonts(ours)))),
        }
        for page in visited[1:]
    ]


def files(html: str) -> set[str]:
    """The static files that the page names."""
    return {name for name in STATIC.findall(html) if finders.find(name)}


def fonts(names: set[str]) -> set[str]:
    """What the style sheets among the files bring with them."""
    found = set()
    for name in names:
        if name.endswith(".css"):
            folder = name.rpartition("/")[0]
            found |= {
                f"{folder}/{address}" for address in WITHIN_CSS.findall(content(name).decode()) if ":" not in address
            }
    return {name for name in found if finders.find(name)} - names


def sent(name: str) -> int:
    """How many bytes of the file go over the wire."""
    whole = content(name)
    return min(len(whole), len(gzip.compress(whole))) if COMPRESSED.should_compress(name) else len(whole)


def content(name: str) -> bytes:
    """What the file holds."""
    found = finders.find(name)
    assert isinstance(found, str), name
    with open(found, "rb") as file:  # noqa: PTH123 - finders give strings
        return file.read()


def kb(size: int) -> float:
    """In thousands of bytes."""
    return round(size / KB, 1)


def main() -> None:
    """Measure, print, and write down what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=15, help="to each page")
    visits = parser.parse_args().visits
    with override_settings(ROOT_URLCONF="__main__"):
        visited = pages()
        show("pages", pages_in_turn=times(visited, visits), what_they_weigh=weights(visited))


if __name__ == "__main__":
    main()
