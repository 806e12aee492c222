"""Where the products of the story enterprises come from, what names they may carry, and how large the makers were."""

import io
from datetime import timedelta

from PIL import Image, ImageDraw

from openitc.enterprises.models import Enterprise, GeographicalIndication, Product, RegisteredUse
from openitc.enterprises.operations import (
    Told,
    add_photograph,
    enter_use,
    state_figures,
    verify_use,
    write_identity,
)
from openitc.enterprises.queries import people_to_ask
from openitc.sample.files import DATA, Row, toml_rows
from openitc.sample.loading import Loading
from openitc.shared import clock
from openitc.shared.money import SATANG_A_BAHT

WORDS = ("material_th", "material_en", "craft_th", "craft_en", "makers_th", "makers_en", "story_th", "story_en")
DUSK = ("#27407a", "#4a5f96", "#6b3f78", "#a63446", "#b7791f", "#f2d9a2")
MIST = ("#dff0e9", "#b9d8cb", "#8fbfa9", "#5f9d84", "#2f7a63", "#1f5546")


def load_identities(loading: Loading) -> None:
    """The sheets, photographs, permissions and figures of the catalogue; call it once people have their roles."""
    for row in toml_rows(DATA / "identities.toml", "identity"):
        enterprise, product = loading.story_enterprises[row.text("story")]
        _state(loading, enterprise, row)
        use = _permit(loading, enterprise, row) if row.optional("indication") else None
        told = Told(
            province=enterprise.province,
            district_th=enterprise.district_th,
            district_en=enterprise.district_en,
            season=row.values["season"],
            use=use,
            **{word: row.optional(word) for word in WORDS},
        )
        write_identity(product=product, told=told, by=loading.by, now=loading.now)
        _photograph(loading, product, row)


def _state(loading: Loading, enterprise: Enterprise, row: Row) -> None:
    this_year = clock.local_day(loading.now).year
    for ago, sector, employees, baht in row.values["figures"]:
        state_figures(
            enterprise=enterprise,
            year=this_year - ago,
            sector=sector,
            employees=employees,
            revenue=baht * SATANG_A_BAHT,
            by=loading.by,
            now=loading.now,
        )


def _permit(loading: Loading, enterprise: Enterprise, row: Row) -> RegisteredUse | None:
    today = clock.local_day(loading.now)
    use = enter_use(
        enterprise=enterprise,
        indication=GeographicalIndication.objects.get(code=row.text("indication")),
        number="SAMPLE-0001",
        valid_from=today - timedelta(days=200),
        valid_until=today + timedelta(days=530),
        by=loading.by,
        now=loading.now,
    )
    officer = people_to_ask(enterprise, on=today).exclude(pk=loading.by.pk).order_by("pk").first()
    return verify_use(use=use, by=officer, now=loading.now) if officer else None


def _photograph(loading: Loading, product: Product, row: Row) -> None:
    for place, (thai, english) in enumerate(row.values["photographs"]):
        data = _hills(loading, MIST if place % 2 else DUSK)
        add_photograph(
            product=product,
            name=f"{row.text('story')}-{place + 1}.png",
            data=data,
            caption_th=thai,
            caption_en=english,
            by=loading.by,
            now=loading.now,
        )


def _hills(loading: Loading, colours: tuple[str, ...]) -> bytes:
    """A drawn view of hills, one behind the other: a stand-in for a photograph, of no real place."""
    width, height = 480, 360
    picture = Image.new("RGB", (width, height), colours[0])
    pen = ImageDraw.Draw(picture)
    for depth, colour in enumerate(colours[1:], 1):
        top = height * depth // (len(colours) + 1)
        ridge = [(x, top + loading.chance.randint(0, 42)) for x in range(0, width + 1, 48)]
        pen.polygon([(0, height), *ridge, (width, height)], fill=colour)
    written = io.BytesIO()
    picture.save(written, format="PNG")
    return written.getvalue()
