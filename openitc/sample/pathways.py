"""The sample network's pathways, as written in `data/pathways.toml`: minutes everywhere."""

from dataclasses import dataclass
from functools import cache

from openitc.sample.catalogue import capabilities, known_word, unique
from openitc.sample.files import DATA, Row, toml_rows

STAGES = ("analysis", "engineering", "manufacturing", "certification", "market")


@dataclass(frozen=True)
class Role:
    """One resource a step holds over `[offset, offset + minutes)` of its own time, using `units` of its capacity."""

    key: str
    kind: str
    capability: str
    units: int
    offset: int
    minutes: int
    label_th: str
    label_en: str


@dataclass(frozen=True)
class After:
    """The step waits for an earlier one: `min_gap` at least, `max_gap` at most (none: no limit)."""

    step: str
    min_gap: int
    max_gap: int | None
    ships: bool


@dataclass(frozen=True)
class Step:
    """A station of a pathway; all its roles are held together, at one center."""

    key: str
    stage: str
    name_th: str
    name_en: str
    minutes: int
    attended: bool
    continuous: bool
    roles: tuple[Role, ...]
    after: tuple[After, ...]
    note_th: str
    note_en: str


@dataclass(frozen=True)
class Pathway:
    """A reusable way to market for a kind of product."""

    code: str
    name_th: str
    name_en: str
    product_th: str
    product_en: str
    isic: str
    description_th: str
    description_en: str
    steps: tuple[Step, ...]


@cache
def pathways() -> tuple[Pathway, ...]:
    """`pathways.toml`."""
    return unique(toml_rows(DATA / "pathways.toml", "pathway"), _pathway, lambda pathway: pathway.code)


def _pathway(row: Row) -> Pathway:
    rows = row.rows("step")
    steps = unique(rows, _step, lambda step: step.key)
    earlier: set[str] = set()
    for inner, step in zip(rows, steps, strict=True):
        if not earlier.issuperset(after.step for after in step.after):
            raise inner.fault("a step waits only for steps above it")
        earlier.add(step.key)
    return Pathway(
        code=row.text("code"),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        product_th=row.text("product_th"),
        product_en=row.text("product_en"),
        isic=row.text("isic"),
        description_th=row.text("description_th"),
        description_en=row.text("description_en"),
        steps=steps,
    )


def _step(row: Row) -> Step:
    minutes = row.whole("minutes")
    roles = unique(row.rows("roles"), _role, lambda role: role.key)
    if not roles or any(role.offset < 0 or role.offset + role.minutes > minutes for role in roles):
        raise row.fault("a step needs roles, each inside its duration")
    return Step(
        key=row.text("key"),
        stage=row.one_of("stage", frozenset(STAGES)),
        name_th=row.text("name_th"),
        name_en=row.text("name_en"),
        minutes=minutes,
        attended=row.flag("attended"),
        continuous=row.flag("continuous"),
        roles=roles,
        after=tuple(_after(inner) for inner in row.rows("after")),
        note_th=row.optional("note_th"),
        note_en=row.optional("note_en"),
    )


def _role(row: Row) -> Role:
    kinds = {capability.code: capability.kind for capability in capabilities()}
    capability = known_word(row, "capability", kinds)
    return Role(
        key=row.text("key"),
        kind=row.one_of("kind", frozenset({kinds[capability]})),
        capability=capability,
        units=row.whole("units"),
        offset=row.whole("offset"),
        minutes=row.whole("minutes"),
        label_th=row.text("label_th"),
        label_en=row.text("label_en"),
    )


def _after(row: Row) -> After:
    return After(
        step=row.text("step"),
        min_gap=row.whole("min_gap"),
        max_gap=row.whole("max_gap") if "max_gap" in row.values else None,
        ships=row.flag("ships"),
    )
