"""Whether listings are ready for each market and channel, and everything that is missing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from openitc.cases.models import Case
from openitc.listings.models import Channel, Listing, Placement
from openitc.listings.queries.channels import is_stale, latest_mapping, layout_of, standing_channels
from openitc.listings.queries.gaps import Gap, gap_of
from openitc.listings.queries.items import Known, binds, fitting, known_of, laws
from openitc.listings.queries.listings import whole_listings
from openitc.listings.rules.readiness import is_read_here, missing
from openitc.standards.models import Edition, Market

MOST_GAPS = 4  # told on the page of a case


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A listing, a market and a channel: ready, or everything that is missing."""

    known: Known
    channel: Channel
    market: str
    gaps: tuple[Gap, ...]
    placement: Placement | None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    @property
    def goes_out(self) -> bool:
        """Whether its feed or spreadsheet holds it now."""
        return self.is_ready and self.placement is not None

    @property
    def listing(self) -> Listing:
        """Whose verdict it is."""
        return self.known.listing

    @property
    def market_name(self) -> str | Promise:
        """The market by name."""
        return Market.label_of(self.market)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketReadiness:
    """One market of a product: its channels, and what is to be known of it."""

    market: str
    name: str | Promise
    verdicts: tuple[Verdict, ...]
    law_known: bool  # whether anything the law asks there is on file
    only_if: tuple[Edition, ...]  # what it asks only if something is so that nobody has said yet
    translated: bool  # whether we hold the language people there read

    @property
    def ready(self) -> int:
        """In how many channels it could be sold there today."""
        return sum(verdict.is_ready for verdict in self.verdicts)

    @property
    def in_common(self) -> tuple[Gap, ...]:
        """What every channel there lacks; said once."""
        lists = [verdict.gaps for verdict in self.verdicts]
        return tuple(gap for gap in lists[0] if all(gap in other for other in lists)) if lists else ()

    @property
    def cards(self) -> list[tuple[Verdict, tuple[Gap, ...]]]:
        """Each channel, and what it alone lacks."""
        common = self.in_common
        return [(one, tuple(gap for gap in one.gaps if gap not in common)) for one in self.verdicts]


def verdicts_of(
    listings: Sequence[Listing],
    *,
    channels: Iterable[Channel] | None = None,
    markets: Collection[str] | None = None,
    on: date,
) -> list[Verdict]:
    """Each listing in each of its markets and channels; a constant number of queries, however many listings."""
    rows = list(standing_channels() if channels is None else channels)
    asked = laws(on=on)
    placements = _placements(listings)
    return [
        _verdict(known, channel, market, asked, placements)
        for known in known_of(listings, on=on)
        for market in known.markets
        for channel in rows
        if market in channel.markets and (markets is None or market in markets)
    ]


def _verdict(
    known: Known,
    channel: Channel,
    market: str,
    asked: Sequence[Edition],
    placements: Mapping[tuple[int, int], Placement],
) -> Verdict:
    there = fitting(asked, isic=known.listing.product.isic, market=market)
    by_law = {row.standard.key: row for row in there if binds(row, known)}
    lacks = missing(known.item, known.standing, market=market, layout=layout_of(channel), by_law=list(by_law))
    return Verdict(
        known=known,
        channel=channel,
        market=market,
        gaps=tuple(gap_of(lack, known.listing, by_law) for lack in lacks),
        placement=placements.get((known.listing.pk, channel.pk)),
    )


def _placements(listings: Sequence[Listing]) -> dict[tuple[int, int], Placement]:
    rows = Placement.objects.filter(listing__in=[one.pk for one in listings], withdrawn_at=None)
    rows = rows.select_related("channel")
    return {(row.listing_id, row.channel_id): row for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChannels:
    """The page of a case: its listing, if it was begun, in its markets."""

    listing: Listing | None
    markets: tuple[MarketReadiness, ...] = ()
    stale: tuple[Channel, ...] = ()  # channels whose layout nobody looked up for a year
    guessed: tuple[Channel, ...] = ()  # whose layout no source confirms

    @property
    def ready(self) -> int:
        """How many ways to sell it are open today."""
        return sum(market.ready for market in self.markets)

    @property
    def ways(self) -> int:
        """How many there are."""
        return sum(len(market.verdicts) for market in self.markets)


def listing_of(case: Case) -> Listing | None:
    """The listing of the case's product, if it was begun."""
    return whole_listings().filter(product=case.product_id).first()


def channels_of_case(case: Case, *, on: date) -> CaseChannels:
    """Where the product of the case could be sold today, and what is missing elsewhere."""
    listing = listing_of(case)
    if listing is None:
        return CaseChannels(listing=None)
    channels = list(standing_channels())
    verdicts = verdicts_of([listing], channels=channels, on=on)
    asked = laws(on=on)
    markets = dict.fromkeys(verdict.market for verdict in verdicts)
    mappings = [(channel, mapping) for channel in channels if (mapping := latest_mapping(channel))]
    return CaseChannels(
        listing=listing,
        markets=tuple(_market(market, verdicts, asked) for market in markets),
        stale=tuple(channel for channel, mapping in mappings if is_stale(mapping, on)),
        guessed=tuple(channel for channel, mapping in mappings if not mapping.confirmed),
    )


def _market(market: str, verdicts: Sequence[Verdict], asked: Sequence[Edition]) -> MarketReadiness:
    own = tuple(verdict for verdict in verdicts if verdict.market == market)
    known = own[0].known
    there = fitting(asked, isic=known.listing.product.isic, market=market)
    answered = known.standing.in_force | known.standing.not_needed
    return MarketReadiness(
        market=market,
        name=Market.label_of(market),
        verdicts=own,
        law_known=bool(there),
        only_if=tuple(row for row in there if not binds(row, known) and row.standard.key not in answered),
        translated=is_read_here(market),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Where a product could be sold today, for the page of its case."""

    ready: int
    ways: int
    placed: int
    gaps: tuple[Gap, ...]  # the first few things that are missing
    more: int

    @property
    def is_ready(self) -> bool:
        """Whether it could be sold somewhere."""
        return self.ready > 0


def summary_of(listing: Listing, *, on: date) -> Summary:
    """The same in short, of a listing that comes with product, enterprise and case; six queries."""
    verdicts = verdicts_of([listing], on=on)
    gaps = list(dict.fromkeys(gap for verdict in verdicts for gap in verdict.gaps))
    return Summary(
        ready=sum(verdict.is_ready for verdict in verdicts),
        ways=len(verdicts),
        placed=sum(verdict.goes_out for verdict in verdicts),
        gaps=tuple(gaps[:MOST_GAPS]),
        more=max(0, len(gaps) - MOST_GAPS),
    )
