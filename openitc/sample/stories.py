"""The sample network's invented enterprises: words to name them, stories to show, accounts to sign in with."""

from dataclasses import dataclass
from functools import cache

from openitc.sample.catalogue import centers, districts, known_word, unique
from openitc.sample.files import DATA, Row, csv_rows, toml_rows
from openitc.sample.pathways import STAGES, pathways

ENTERPRISE_KINDS = frozenset({"community_enterprise", "juristic", "natural_person", "startup_team"})
ROLES = frozenset({"enterprise_member", "maker_member", "officer", "operator", "manager", "analyst", "administrator"})
AT_A_CENTER = frozenset({"officer", "operator", "manager"})
VISIT_STATES = frozenset({"done", "running", "failed", "booked"})
REGISTRATION_DIGITS = 13


@dataclass(frozen=True)
class Words:
    """The same words in Thai and English."""

    th: str
    en: str


@dataclass(frozen=True)
class Product:
    """A product that an enterprise may bring to a pathway."""

    pathway: str
    name: Words


@dataclass(frozen=True)
class Trade:
    """What an enterprise of a pathway does: the middle of its name."""

    pathway: str
    name: Words
    isic: str


@dataclass(frozen=True)
class EnterpriseKind:
    """A legal form: its name's pattern with {word} and {trade}, its share of all, and whether it has a registration."""

    kind: str
    pattern: Words
    percent: int
    registered: bool


@dataclass(frozen=True)
class Note:
    """A case note with {product} in it, for the officers or shown to the enterprise."""

    stage: str
    shown: bool
    text: Words


@dataclass(frozen=True)
class ClosureReason:
    """Why a center, a machine or a person is away, and for how many opening hours."""

    kind: str
    reason: Words
    hours: int


@dataclass(frozen=True)
class Enterprise:
    """An invented enterprise. A blank registration means that it has none."""

    kind: str
    name: Words
    province: str
    district: Words
    lat: float
    lon: float
    registration: str


@dataclass(frozen=True)
class Visit:
    """A step of a story, done or booked, `day` days from the day the sample is loaded."""

    step: str
    center: str
    day: int
    state: str
    attempt: int
    note: Words


@dataclass(frozen=True)
class Story:
    """A case worth showing. The demonstration's case is opened in the browser, so it has no visits."""

    code: str
    demonstration: bool
    weighs_ideas: bool
    plan_at_start: bool
    enterprise: Enterprise
    product: Words
    target_market: Words
    pathway: str
    lead_center: str
    shows: Words
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class Person:
    """An account to sign in with. `center` or `enterprise` (a story's code) is where the role holds."""

    email: str
    role: str
    center: str
    enterprise: str
    name: Words


@cache
def enterprise_words() -> tuple[Words, ...]:
    """`enterprise_words.csv`: fanciful words that no real place bears."""
    return unique(csv_rows(DATA / "enterprise_words.csv"), lambda row: _words(row, "name"), lambda words: words.th)


@cache
def enterprise_kinds() -> tuple[EnterpriseKind, ...]:
    """`enterprise_kinds.csv`."""
    return unique(
        csv_rows(DATA / "enterprise_kinds.csv"),
        lambda row: EnterpriseKind(
            kind=row.one_of("kind", ENTERPRISE_KINDS),
            pattern=_words(row, "pattern"),
            percent=row.whole("percent"),
            registered=row.flag("registered"),
        ),
        lambda kind: kind.pattern.th,
    )


@cache
def trades() -> tuple[Trade, ...]:
    """`trades.csv`: one for every pathway."""
    return unique(
        csv_rows(DATA / "trades.csv"),
        lambda row: Trade(_pathway(row), _words(row, "name"), row.text("isic")),
        lambda trade: trade.pathway,
    )


@cache
def products() -> tuple[Product, ...]:
    """`products.csv`."""
    return unique(
        csv_rows(DATA / "products.csv"),
        lambda row: Product(_pathway(row), _words(row, "name")),
        lambda product: product.name.th,
    )


@cache
def notes() -> tuple[Note, ...]:
    """`notes.csv`."""
    return unique(
        csv_rows(DATA / "notes.csv"),
        lambda row: Note(
            stage=row.one_of("stage", frozenset({"intake", *STAGES})),
            shown=row.one_of("audience", frozenset({"internal", "shown"})) == "shown",
            text=_words(row, "text"),
        ),
        lambda note: note.text.th,
    )


@cache
def closure_reasons() -> tuple[ClosureReason, ...]:
    """`closures.csv`."""
    kinds = frozenset({"maintenance", "calibration", "center", "leave"})
    return unique(
        csv_rows(DATA / "closures.csv"),
        lambda row: ClosureReason(row.one_of("kind", kinds), _words(row, "reason"), row.whole("hours")),
        lambda closure: closure.reason.th,
    )


@cache
def stories() -> tuple[Story, ...]:
    """`stories.toml`."""
    return unique(toml_rows(DATA / "stories.toml", "story"), _story, lambda story: story.code)


@cache
def people() -> tuple[Person, ...]:
    """`people.toml`."""
    return unique(toml_rows(DATA / "people.toml", "person"), _person, lambda person: person.email)


def checked_registration(number: str) -> bool:
    """Whether a 13-digit number ends in its right check digit."""
    if len(number) != REGISTRATION_DIGITS or not number.isdecimal():
        return False
    weighted = sum(
        int(digit) * weight for digit, weight in zip(number[:-1], range(REGISTRATION_DIGITS, 1, -1), strict=True)
    )
    return (11 - weighted % 11) % 10 == int(number[-1])


def _words(row: Row, key: str) -> Words:
    return Words(row.text(f"{key}_th"), row.text(f"{key}_en"))


def _pathway(row: Row) -> str:
    return known_word(row, "pathway", {pathway.code for pathway in pathways()})


def _center(row: Row, key: str) -> str:
    return known_word(row, key, {center.code for center in centers()})


def _enterprise(row: Row) -> Enterprise:
    place = (row.text("province"), row.text("district_th"))
    if place not in {(district.province, district.name_th) for district in districts()}:
        raise row.fault(f"there is no district {place[1]} in {place[0]}")
    registration = row.optional("registration")
    if registration and not checked_registration(registration):
        raise row.fault("the registration's check digit is wrong")
    return Enterprise(
        kind=row.one_of("kind", ENTERPRISE_KINDS),
        name=_words(row, "name"),
        province=place[0],
        district=_words(row, "district"),
        lat=row.decimal("lat"),
        lon=row.decimal("lon"),
        registration=registration,
    )


def _story(row: Row) -> Story:
    enterprise = Row(f"{row.place}, enterprise", row.values["enterprise"])
    code = _pathway(row)
    steps = {step.key for pathway in pathways() if pathway.code == code for step in pathway.steps}
    return Story(
        code=row.text("code"),
        demonstration=row.flag("demonstration"),
        weighs_ideas=row.flag("weighs_ideas"),
        plan_at_start=row.flag("plan_at_start"),
        enterprise=_enterprise(enterprise),
        product=_words(row, "product"),
        target_market=_words(row, "target_market"),
        pathway=code,
        lead_center=_center(row, "lead_center"),
        shows=_words(row, "shows"),
        visits=tuple(_visit(inner, steps) for inner in row.rows("visits")),
    )


def _visit(row: Row, steps: set[str]) -> Visit:
    return Visit(
        step=known_word(row, "step", steps),
        center=_center(row, "center"),
        day=row.whole("day"),
        state=row.one_of("state", VISIT_STATES),
        attempt=row.whole("attempt") if "attempt" in row.values else 1,
        note=Words(row.optional("note_th"), row.optional("note_en")),
    )


def _person(row: Row) -> Person:
    role = row.one_of("role", ROLES)
    if not row.text("email").endswith(("@example.com", "@example.go.th")):
        raise row.fault("sample accounts live at example.com or example.go.th")
    known = {story.code for story in stories()}
    return Person(
        email=row.text("email"),
        role=role,
        center=_center(row, "center") if role in AT_A_CENTER else "",
        enterprise=known_word(row, "enterprise", known) if role == "enterprise_member" else "",
        name=_words(row, "name"),
    )
