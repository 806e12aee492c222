"""Loading the sample network: once, whole or not at all, through operations, with its progress said."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from openitc.bookings.models import Booking
from openitc.cases.models import Case
from openitc.centers.models import Center, Role
from openitc.centers.operations import add_organisation, appoint, load_provinces
from openitc.diagnosis.operations.first_version import begin_with_the_first_version
from openitc.enterprises.operations.indications import load_indications
from openitc.listings.operations.channels import load_channels
from openitc.notices.models import Notice
from openitc.people.operations import add_user
from openitc.resources.models import Place, Resource
from openitc.sample import (
    articles,
    cases,
    certificates,
    channels,
    clients,
    ideas,
    identities,
    laboratory,
    listings,
    makers,
    market_tests,
    network,
    people,
    questions,
    quotations,
    quotes,
    readiness,
    sales,
    standards,
    uses,
)
from openitc.sample.diary import Diary
from openitc.sample.loading import SEED, Loading
from openitc.sample.models import Load
from openitc.sample.queries import is_loaded
from openitc.shared import clock
from openitc.shared.db import operation, write_what_waits
from openitc.sourcing.operations.requests import publish_terms
from openitc.standards.operations.catalogue import load_catalogue

BOOKINGS = 1_200
BEHIND, AHEAD = 75, 150  # days around today in which the sample books

Say = Callable[[str], None]


def load_once(say: Say = print) -> None:
    """Load the sample network, unless this database has it or holds a network of its own."""
    if is_loaded():
        say("The sample network is loaded already.")
        return
    if Center.objects.exists():
        say("This database holds a network of its own; sample data do not belong beside it. Nothing was loaded.")
        return
    began = time.perf_counter()
    with _no_search_for_cycles():
        _load(say)
    seconds = time.perf_counter() - began
    say(f"The sample network is loaded: {_counts()} in {seconds:.1f} s. All of it is invented.")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let reference counts alone free what a load makes: they free nearly all, and the search cost a twentieth."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def reset(say: Say = print) -> None:
    """Empty the database of a sample network and load it anew; refused where the data are not sample data."""
    if Center.objects.exists() and not is_loaded():
        say("This database holds a network of its own. Nothing was deleted.")
        return
    call_command("flush", interactive=False, verbosity=0)
    load_once(say)


@operation
def _load(say: Say) -> None:
    """All of it in one transaction, so that a load that is broken off leaves nothing behind."""
    now = clock.now()
    began = time.perf_counter()
    _measure_tables()
    founder = add_user(email="network@example.go.th", name="OpenITC", now=now - network.LONG_AGO)
    loading = Loading(by=founder, now=now)
    owner = add_organisation(
        kind="network_owner", name_th="OpenITC", name_en="OpenITC", by=founder, now=now - network.LONG_AGO
    )
    then = now - network.LONG_AGO
    appoint(user=founder, role=Role.ADMINISTRATOR, organisation=owner, by=founder, now=then)
    _load_what_comes_with_the_program(then)
    for text, part in (
        ("centers", network.load_centers),
        ("machines, experts, laboratories, rooms", network.load_resources),
        ("services", network.load_offerings),
        ("ways to market", network.load_pathways),
        ("people", people.load_staff),
        ("the next readiness questions", questions.load_questions),
        ("enterprises", clients.load_enterprises),
        ("members", people.load_members),
        ("standards", _load_standards),
        ("makers", _load_makers),
        ("maintenance", uses.load_closures),
    ):
        say(f"  {text} …")
        part(loading)
    _measure_tables()
    diary = _diary(loading)
    say("  story cases …")
    cases.load_stories(loading, diary)
    say("  cases …")
    cases.load_others(loading, diary)
    for text, part in (
        ("product ideas", ideas.load_ideas),
        ("what makes them of their place", identities.load_identities),
        ("readiness", readiness.load_readiness),
        ("requests for quotation", _load_quotations),
        ("certificates and roadmaps", certificates.load_certificates),
        ("laboratory work", laboratory.load_laboratory),
        ("market tests", market_tests.load_market_tests),
        ("products in the world", listings.load_listings),
        ("channels", channels.load_channel_placements),
        ("sales", sales.load_sales),
        ("news", articles.load_articles),
    ):
        say(f"  {text} …")
        part(loading)
    say("  bookings …")
    uses.load_uses(loading, diary, count=BOOKINGS - Booking.objects.count())
    say("  what areas lack …")
    makers.load_needs(loading)
    cases.assign_officers(loading)
    uses.load_breakdowns(loading)
    people.let_sign_in(loading)
    _hush(loading)
    Load.objects.create(loaded_at=now, seed=SEED, seconds=time.perf_counter() - began)


def _measure_tables() -> None:
    """Let the database count our own rows, and nobody else: autovacuum sees none of them before we commit.

    A table that it measured half-way seems empty to the query planner, and is then read whole for every single row.
    """
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in apps.get_models())  # noqa: SLF001 - Django's documented name
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _load_what_comes_with_the_program(now: datetime) -> None:
    """What migrations bring and an emptied database has lost: instrument, terms, names, channels."""
    begin_with_the_first_version(now=now)
    publish_terms(by=None, now=now)
    load_provinces()
    load_indications()
    load_channels(now=now)


def _load_standards(loading: Loading) -> None:
    """What markets ask, which comes with the program, once there are the capabilities that it names."""
    load_catalogue(now=loading.now - network.LONG_AGO)
    standards.load_standards(loading)


def _load_makers(loading: Loading) -> None:
    loading.makers = makers.load_makers(loading)


def _load_quotations(loading: Loading) -> None:
    quotes.load_quotes(loading, quotations.load_requests(loading))


def _diary(loading: Loading) -> Diary:
    resources = list(Resource.objects.exclude(center__status=Center.Status.PLANNED).order_by("pk"))
    tags: dict[int, set[int]] = {resource.pk: set() for resource in resources}
    for resource, capability in Resource.capabilities.through.objects.values_list("resource_id", "capability_id"):
        tags.setdefault(resource, set()).add(capability)
    places: dict[int, int] = {}
    for resource in Place.objects.values_list("resource_id", flat=True):
        places[resource] = places.get(resource, 0) + 1
    return Diary(
        first=clock.local_day(loading.now - timedelta(days=BEHIND)),
        days=BEHIND + AHEAD,
        resources=resources,
        capabilities={key: frozenset(found) for key, found in tags.items()},
        places=places,
    )


def _hush(loading: Loading) -> None:
    """What was noticed in the past was read then, and no mail goes out for it."""
    write_what_waits()
    recent = loading.now - timedelta(days=3)
    Notice.objects.filter(raised_at__lt=recent, read_at=None).update(read_at=loading.now)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE queue_name = 'notices' AND status = 'todo'")


def _counts() -> str:
    return (
        f"{Center.objects.count()} centers, {Resource.objects.count()} resources, "
        f"{Case.objects.count()} cases, {Booking.objects.count()} bookings"
    )
