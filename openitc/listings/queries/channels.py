"""Reads of channels, their layouts, and which listings go into which."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from openitc.listings import models
from openitc.listings.models import Channel
from openitc.listings.rules.readiness import Column, Layout
from openitc.standards.models import Market

CHANNELS = Path(__file__).parent.parent / "data" / "channels.toml"
FRESH_DAYS = 365


def channels_on_file() -> list[dict[str, Any]]:  # what a row holds, as the file says it
    """The channels of the file that comes with the program, each with its layout."""
    return list(tomllib.loads(CHANNELS.read_text(encoding="utf-8"))["channel"])


def standing_channels() -> QuerySet[Channel]:
    """The channels that listings go into, each with its layouts, the latest first; two queries."""
    latest = models.Mapping.objects.order_by("-number").select_related("changed_by")
    return Channel.objects.filter(retired_at=None).prefetch_related(Prefetch("mappings", latest)).order_by("pk")


def latest_mapping(channel: Channel) -> models.Mapping | None:
    """The layout that the channel takes, as it was last looked up."""
    return next(iter(channel.mappings.all()), None)


def layout_of(channel: Channel) -> Layout:
    """The same as plain values; of a channel without a layout, one that asks for nothing."""
    mapping = latest_mapping(channel)
    if mapping is None:
        return Layout()
    return Layout(
        columns=tuple(columns_of(mapping.columns)),
        smallest_picture=mapping.smallest_picture,
        fewest_pictures=mapping.fewest_pictures,
    )


def columns_of(kept: Iterable[Mapping[str, Any]]) -> list[Column]:  # as the table keeps them
    """The columns of a layout."""
    return [
        Column(str(row["header"]), str(row["field"]), bool(row.get("required")), int(row.get("longest") or 0))
        for row in kept
    ]


def as_kept(columns: Iterable[Column]) -> list[dict[str, object]]:
    """The same as the table keeps it."""
    return [
        {"header": one.header, "field": one.field, "required": one.required, "longest": one.longest} for one in columns
    ]


def is_stale(mapping: models.Mapping, on: date) -> bool:
    """Whether it was last looked up more than a year ago."""
    return (on - mapping.checked_on).days > FRESH_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """A channel on the list of all, with how sure its layout is."""

    channel: Channel
    mapping: models.Mapping | None
    stale: bool
    placed: int

    @property
    def market_names(self) -> list[str]:
        """The markets it is for."""
        return [str(Market.label_of(market)) for market in self.channel.markets]


def channels_of_all(*, on: date) -> list[ChannelRow]:
    """Every channel with its layout and how many listings go into it; two queries."""
    placed = Count("placements", filter=Q(placements__withdrawn_at=None), distinct=True)
    rows = []
    for channel in standing_channels().annotate(placed=placed):
        mapping = latest_mapping(channel)
        stale = mapping is not None and is_stale(mapping, on)
        rows.append(ChannelRow(channel=channel, mapping=mapping, stale=stale, placed=channel.placed))
    return rows
