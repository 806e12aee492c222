"""Writes to channels: the layouts they take, and which listings go into which."""

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openitc.history.operations import record
from openitc.listings.models import Channel, Listing, Mapping, Outgoing, Placement
from openitc.listings.operations.listings import keep, lock_listing
from openitc.listings.queries.channels import as_kept, channels_on_file, latest_mapping
from openitc.listings.queries.readiness import verdicts_of
from openitc.listings.rules.feeds import ELEMENT
from openitc.listings.rules.items import VALUES
from openitc.listings.rules.readiness import Column, Layout
from openitc.people.models import User
from openitc.shared import clock
from openitc.shared.db import operation
from openitc.shared.ids import digest
from openitc.shared.refusals import Reason, Refused, gather


class MappingRefused(Refused):
    """The layout of a channel cannot be like that."""


class PlacementRefused(Refused):
    """A listing cannot go into that channel."""


@operation
def load_channels(*, now: datetime) -> int:  # house: a file says it, whoever asks
    """Bring the channels in line with the file that comes with the program; layouts that people changed stay."""
    rows = channels_on_file()
    for row in rows:
        facts = {name: row[name] for name in ("kind", "name_th", "name_en", "markets")}
        channel, _made = Channel.objects.update_or_create(key=row["key"], defaults=facts)
        known = latest_mapping(channel)
        if known is None or (known.changed_by_id is None and not _says_the_same(known, row)):
            Mapping.objects.create(
                channel=channel,
                number=known.number + 1 if known else 1,
                changed_at=now,
                **{name: row[name] for name in _TOLD},
            )
    return len(rows)


_TOLD = ("columns", "smallest_picture", "fewest_pictures", "source", "confirmed", "checked_on")


def _says_the_same(mapping: Mapping, row: Pairs[str, object]) -> bool:
    return all(getattr(mapping, name) == row[name] for name in _TOLD)


@operation
def change_mapping(
    *, channel: Channel, layout: Layout, source: str, confirmed: bool, checked_on: date, by: User, now: datetime
) -> Mapping:
    """Keep the layout that the channel takes now; the earlier ones stay."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    faults = _faults_of_columns(channel, layout.columns)
    if confirmed and not source.strip():
        text = _("What is confirmed names where it is written. Enter the address, or leave it unconfirmed.")
        faults.append(Reason(text, "no_source", "source"))
    if checked_on > clock.local_day(now):
        faults.append(Reason(_("That day is still to come. Enter when you looked it up."), "later", "checked_on"))
    gather(faults, kind=MappingRefused)
    known = latest_mapping(channel)
    mapping = Mapping.objects.create(
        channel=channel,
        number=known.number + 1 if known else 1,
        columns=as_kept(layout.columns),
        smallest_picture=layout.smallest_picture,
        fewest_pictures=layout.fewest_pictures,
        source=source.strip(),
        confirmed=confirmed,
        checked_on=checked_on,
        changed_by=by,
        changed_at=now,
    )
    sentence = gettext_noop("The layout of %(channel)s was looked up and kept anew.")
    record("changed-mapping", sentence, about=channel, by=by, now=now, channel=channel.names)
    return mapping


def _faults_of_columns(channel: Channel, columns: Sequence[Column]) -> list[Reason]:
    if not columns:
        return [Reason(_("A layout has at least one column."), "no_columns")]
    faults = []
    heads = [column.header.strip().lower() for column in columns]
    for head in sorted({head for head in heads if heads.count(head) > 1}):
        text = _("Two columns are called “%(header)s”. Each has its own head.") % {"header": head}
        faults.append(Reason(text, "twice"))
    for column in columns:
        if column.field not in VALUES:
            text = _("Nothing here is called “%(field)s”. Choose one from the list.") % {"field": column.field}
            faults.append(Reason(text, "unknown_field"))
        if channel.kind == Channel.Kind.GOOGLE and not ELEMENT.fullmatch(column.header):
            text = _("“%(header)s” is no attribute of Google: they have small letters, figures and underscores only.")
            faults.append(Reason(text % {"header": column.header}, "no_attribute"))
    return faults


@operation
def place(*, listing: Listing, channel: Channel, by: User, now: datetime) -> Placement:
    """Let the listing go into the channel; it goes out as soon as it is ready. Said twice, the first word stands."""
    lock_listing(listing)
    if channel.retired_at is not None:
        raise PlacementRefused(Reason(_("This channel takes nothing any more. Choose another."), "retired"))
    placement, is_new = Placement.objects.get_or_create(
        listing=listing, channel=channel, withdrawn_at=None, defaults={"placed_by": by, "placed_at": now}
    )
    if is_new:
        verdicts = verdicts_of([listing], channels=[channel], on=clock.local_day(now))
        placement.ready_markets = [verdict.market for verdict in verdicts if verdict.is_ready]
        placement.save(update_fields=["ready_markets"])
        sentence = gettext_noop("%(product)s goes into %(channel)s from now on, whenever it is ready.")
        keep("placed-listing", sentence, listing, by=by, now=now, channel=channel.names)
    return placement


@operation
def take_out(*, listing: Listing, channel: Channel, by: User, now: datetime) -> None:
    """Let the listing go into the channel no more."""
    lock_listing(listing)
    if listing.placements.filter(channel=channel, withdrawn_at=None).update(withdrawn_at=now):
        sentence = gettext_noop("%(product)s no longer goes into %(channel)s.")
        keep("took-listing-out", sentence, listing, by=by, now=now, channel=channel.names)


@operation
def keep_outgoing(*, address: str, content: bytes, now: datetime) -> Outgoing:  # house: whoever fetches a feed, asks
    """Remember what the feed at the address says, and since when; said again, nothing is written."""
    said = digest(content.decode())
    known = Outgoing.objects.filter(address=address).first()
    if known and known.digest == said:
        return known
    row, _made = Outgoing.objects.update_or_create(address=address, defaults={"digest": said, "changed_at": now})
    return row
