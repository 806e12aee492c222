"""The sample network itself: centers with hours and services, the taxonomy, resources, and ways to market."""

from collections import defaultdict
from datetime import time, timedelta

from django.db.models import prefetch_related_objects

from openitc.centers.models import Center, Organisation, Province
from openitc.centers.operations import (
    add_offering,
    add_organisation,
    load_provinces,
    open_center,
    set_hub,
    set_opening_hours,
)
from openitc.pathways.operations import publish_pathway
from openitc.pathways.rules import GapPlan, RolePlan, StepPlan
from openitc.resources.operations import add_capability, add_resource, add_type
from openitc.sample import catalogue, pathways
from openitc.sample.files import DATA, Row, csv_rows
from openitc.sample.loading import Loading

LONG_AGO = timedelta(days=1100)
# People who run a machine for others are no service of their own.
RUN_BY_OTHERS = frozenset(
    row.code for row in catalogue.resource_types() if row.code.startswith(("operator_", "lab_off"))
)


def load_centers(loading: Loading) -> None:
    """The provinces, the 23 centers and the Mini ITCs, each with its hosts and hours."""
    load_provinces()
    loading.provinces = {province.code: province for province in Province.objects.all()}
    then = loading.now - LONG_AGO
    organisations: dict[tuple[str, str], Organisation] = {}

    def organisation(kind: str, name_th: str, name_en: str) -> Organisation:
        if (kind, name_th) not in organisations:
            made = add_organisation(kind=kind, name_th=name_th, name_en=name_en, by=loading.by, now=then)
            organisations[kind, name_th] = made
        return organisations[kind, name_th]

    for row in sorted(catalogue.centers(), key=lambda row: bool(row.parent)):
        center = open_center(
            code=row.code,
            kind=row.kind,
            name_th=row.name_th,
            name_en=row.name_en,
            province=loading.provinces[row.province],
            host=organisation(Organisation.Kind.HOST, row.host_th, row.host_en),
            supervising=organisation(Organisation.Kind.SUPERVISING, row.supervising_th, row.supervising_en),
            latitude=row.lat,
            longitude=row.lon,
            parent=loading.centers.get(row.parent),
            status=row.status,
            opened_on=row.opened_on,
            focus=row.focus,
            description_th=row.description_th,
            description_en=row.description_en,
            by=loading.by,
            now=then,
        )
        hours = [(stretch.weekday, _time(stretch.opens), _time(stretch.closes)) for stretch in row.hours]
        set_opening_hours(center=center, hours=hours, by=loading.by, now=then)
        loading.centers[row.code] = center
    for province, code in catalogue.hubs().items():
        set_hub(province=loading.provinces[province], center=loading.centers[code], by=loading.by, now=then)


def load_resources(loading: Loading) -> None:
    """The taxonomy, the types, and every machine, expert, laboratory and room."""
    then = loading.now - LONG_AGO
    for tag in catalogue.capabilities():
        loading.capabilities[tag.code] = add_capability(
            code=tag.code,
            kind=tag.kind,
            name_th=tag.name_th,
            name_en=tag.name_en,
            family=tag.family,
            synonyms="; ".join(tag.synonyms),
            by=loading.by,
            now=then,
        )
    for row in catalogue.resource_types():
        loading.types[row.code] = add_type(
            code=row.code,
            kind=row.kind,
            name_th=row.name_th,
            name_en=row.name_en,
            capabilities=[loading.capabilities[code] for code in row.capabilities],
            description_th=row.description_th,
            description_en=row.description_en,
            places=row.capacity,
            setup_minutes=row.setup_minutes,
            cleaning_minutes=row.cleaning_minutes,
            fee_basis=row.fee_basis,
            fee=row.fee_low,
            operation=row.operation,
            operated_by=loading.capabilities.get(row.operator_capability),
            runs_overnight=row.overnight,
            by=loading.by,
            now=then,
        )
    prefetch_related_objects(list(loading.types.values()), "capabilities")
    for machine in catalogue.resources():
        loading.resources[machine.code] = add_resource(
            center=loading.centers[machine.center],
            type=loading.types[machine.type.code],
            code=machine.code.lower(),
            by=loading.by,
            now=then,
            name_th=machine.name_th,
            name_en=machine.name_en,
            model=machine.model,
            fee=machine.fee,
            notice_minutes=machine.type.notice_hours * 60,
            longest_minutes=machine.type.max_hours * 60,
        )


def load_offerings(loading: Loading) -> None:
    """Each center's own service model: the services that its own resources allow, with what it has for each."""
    kinds: defaultdict[tuple[int, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for resource in loading.resources.values():
        if resource.type.code in RUN_BY_OTHERS:
            continue
        kinds[resource.center_id, resource.kind][resource.type.code] = (resource.type.name_th, resource.type.name_en)
    services = list(csv_rows(DATA / "offerings.csv"))
    for center in loading.centers.values():
        for service in services:
            has = list(kinds[center.pk, service.text("kind")].values())
            if has:
                _offer(loading, center, service, has)


def _offer(loading: Loading, center: Center, service: Row, has: list[tuple[str, str]]) -> None:
    add_offering(
        center=center,
        stage=service.text("stage"),
        name_th=service.text("name_th"),
        name_en=service.text("name_en"),
        description_th=" · ".join(thai for thai, _english in has[:6]),
        description_en=" · ".join(english for _thai, english in has[:6]),
        by=loading.by,
        now=loading.now - LONG_AGO,
    )


def load_pathways(loading: Loading) -> None:
    """The ways to market, published for the whole network."""
    for row in pathways.pathways():
        loading.versions[row.code] = publish_pathway(
            code=row.code,
            name_th=row.name_th,
            name_en=row.name_en,
            description_th=row.description_th,
            description_en=row.description_en,
            isic=[row.isic],
            steps=[_plan_of(step) for step in row.steps],
            by=loading.by,
            now=loading.now - LONG_AGO,
        )


def _plan_of(step: pathways.Step) -> StepPlan:
    return StepPlan(
        key=step.key,
        stage=step.stage,
        name_th=step.name_th,
        name_en=step.name_en,
        duration=step.minutes,
        attended=step.attended,
        through_night=step.continuous,
        note_th=step.note_th,
        note_en=step.note_en,
        roles=tuple(
            RolePlan(capability=role.capability, duration=role.minutes, units=role.units, offset=role.offset)
            for role in step.roles
        ),
        gaps=tuple(GapPlan(after=gap.step, least=gap.min_gap, most=gap.max_gap, ships=gap.ships) for gap in step.after),
    )


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
