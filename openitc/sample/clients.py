"""The sample network's enterprises, all invented, and their products."""

from datetime import timedelta

from openitc.centers.models import Center
from openitc.enterprises.models import Enterprise
from openitc.enterprises.operations import Profile, add_product, register_enterprise
from openitc.sample import catalogue, stories
from openitc.sample.loading import Loading

COUNT = 300
UPPER_NORTH_PERCENT = 60


def load_enterprises(loading: Loading) -> None:
    """Those of the stories, then others: most in the upper north, many without a registration."""
    isic = {trade.pathway: trade.isic for trade in stories.trades()}
    for story in stories.stories():
        profile = Profile(
            kind=story.enterprise.kind,
            name_th=story.enterprise.name.th,
            name_en=story.enterprise.name.en,
            registration=story.enterprise.registration,
            province=loading.provinces[story.enterprise.province],
            district_th=story.enterprise.district.th,
            district_en=story.enterprise.district.en,
            latitude=story.enterprise.lat,
            longitude=story.enterprise.lon,
        )
        center = loading.centers[story.lead_center]
        enterprise = _register(loading, profile, center, days_ago=100)
        product = add_product(
            enterprise=enterprise,
            name_th=story.product.th,
            name_en=story.product.en,
            isic=isic[story.pathway],
            description="",
            by=loading.by,
            now=loading.now - timedelta(days=100),
        )
        loading.story_enterprises[story.code] = (enterprise, product)
    for position in range(COUNT - len(loading.story_enterprises)):
        _invent(loading, position)


def _invent(loading: Loading, position: int) -> None:
    chance = loading.chance
    kind = chance.choices(stories.enterprise_kinds(), [kind.percent for kind in stories.enterprise_kinds()])[0]
    words = stories.enterprise_words()
    word, trade = words[position % len(words)], chance.choice(stories.trades())
    upper_north = chance.randrange(100) < UPPER_NORTH_PERCENT
    districts = [row for row in catalogue.districts() if loading.provinces[row.province].upper_north == upper_north]
    district = chance.choice(districts)
    province = loading.provinces[district.province]
    turn = "" if position < len(words) else f" {position // len(words) + 1}"
    profile = Profile(
        kind=kind.kind,
        name_th=kind.pattern.th.format(word=word.th + turn, trade=trade.name.th),
        name_en=kind.pattern.en.format(word=word.en + turn, trade=trade.name.en),
        registration=_registration(position) if kind.registered else "",
        province=province,
        district_th=district.name_th,
        district_en=district.name_en,
        latitude=province.latitude + chance.uniform(-0.25, 0.25),
        longitude=province.longitude + chance.uniform(-0.25, 0.25),
    )
    enterprise = _register(loading, profile, home_center(loading, province.code), days_ago=chance.randint(5, 900))
    product = chance.choice([product for product in stories.products() if product.pathway == trade.pathway])
    row = add_product(
        enterprise=enterprise,
        name_th=f"{product.name.th}{word.th}",
        name_en=f"{word.en} {product.name.en.lower()}",
        isic=trade.isic,
        description="",
        by=loading.by,
        now=enterprise.registered_at,
    )
    loading.enterprises.append((enterprise, row, trade.pathway))


def home_center(loading: Loading, province: str) -> Center:
    """The province's Mini ITC where it takes people, else its hub."""
    mini = loading.centers.get(f"MINI-{province.removeprefix('TH-')}")
    if mini is not None and mini.status != Center.Status.PLANNED:
        return mini
    return loading.centers[catalogue.hubs()[province]]


def _register(loading: Loading, profile: Profile, center: Center, *, days_ago: int) -> Enterprise:
    then = loading.now - timedelta(days=days_ago)
    return register_enterprise(profile=profile, center=center, despite_namesakes=True, by=loading.by, now=then)


def _registration(position: int) -> str:
    """A number with a right check digit in a range that is no province's: 099 begins no real one."""
    body = f"09955650{position:04d}"
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(body))
    return f"{body}{(11 - total % 11) % 10}"
