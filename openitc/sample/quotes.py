"""The sample network's quotations, and what came of those that were chosen: good makers, and some that warn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from openitc.people.models import User
from openitc.sample.loading import Loading
from openitc.sample.quotations import Asked
from openitc.shared import clock
from openitc.shared.money import SATANG_A_BAHT as BAHT
from openitc.sourcing.models import Award, Invitation, Rfq
from openitc.sourcing.operations.awards import award, keep_contract
from openitc.sourcing.operations.deliveries import plan_delivery, receive
from openitc.sourcing.operations.quotes import give_quote
from openitc.sourcing.operations.remarks import write_remark
from openitc.sourcing.queries.askers import members_of_maker
from openitc.sourcing.queries.awards import choosable

DAY = timedelta(days=1)
# What one costs, in baht, before quantities and makers make their difference; by the unit it is counted in.
USUAL = {"piece": 42, "kg": 380, "litre": 95}
TIER_DOWN, SPREAD = 0.93, 0.18
SILENT_SHARE = 0.1
TERMS = ("มัดจำ 50% ส่วนที่เหลือเมื่อรับของ", "เครดิต 30 วันหลังรับของ", "ชำระเมื่อรับของแต่ละงวด", "มัดจำ 30% ส่วนที่เหลือก่อนส่ง")
NOTES = ("ทำตัวอย่างให้ก่อนหนึ่งรอบโดยไม่คิดเงิน", "ราคารวมตรวจความชื้นทุกล็อต", "ถ้าสั่งต่อเนื่องทุกเดือนลดได้อีก 3%", "")
REMARK = "โทรคุยแล้ว ตอบชัดเจน พร้อมให้ไปดูโรงงาน"
# The longan story: 42 baht and nothing else, or 36 baht with 10,000 for a mould and 2,000 for the way. They cost the
# same at exactly 2,000 pieces, wherever 2,000 lies among the quantities asked for.
CROSSING = ((42, 0, 0, 40), (36, 10_000, 2_000, 28))
DEARER = 1.25  # than usual are the others of the story, so that these two decide it
# What came of each order: the days late and the rejected per thousand of each delivery.
RECORDS = (
    ((0, 2), (-1, 0), (0, 4), (1, 0), (0, 1), (-2, 3)),
    ((0, 12), (0, 55), (9, 48), (4, 20), (11, 66), (0, 31)),
    ((0, 0), (2, 8), (0, 5)),
)
REJECTED = ("ซองรั่วและความชื้นเกิน", "น้ำหนักไม่ครบตามสเปก", "ฉลากพิมพ์เอียง")


def load_quotes(loading: Loading, requests: Sequence[Asked]) -> None:
    """Quotations for every request with makers let in; where one is to be decided, an award and its deliveries."""
    turns = iter(range(len(requests)))
    crosses = True
    for asked in requests:
        story = crosses and asked.state == "answered" and asked.rfq.unit == "piece"
        crosses = crosses and not story
        given = [
            _quote(loading, invitation, turn if story else None)
            for turn, invitation in enumerate(asked.admitted)
            if story or asked.state == "decided" or loading.chance.random() >= SILENT_SHARE
        ]
        if asked.state == "answered" and any(given):
            write_remark(invitation=asked.admitted[0], text=REMARK, by=asked.by, now=loading.now - DAY)
        if asked.state == "decided" and any(given):
            _decide(loading, asked.rfq, asked.by, RECORDS[next(turns) % len(RECORDS)])


def _quote(loading: Loading, invitation: Invitation, turn: int | None) -> bool:
    """The maker's quotation, a day or two after it was let in and before the time is over; whether there was time."""
    chance, rfq = loading.chance, invitation.rfq
    agreed = invitation.agreed_at or loading.now
    moment = min(agreed + chance.uniform(0.4, 2.5) * DAY, rfq.deadline - timedelta(hours=2))
    if moment > loading.now:
        return False
    members = members_of_maker(invitation.maker, on=clock.local_day(moment))
    if turn is not None and turn < len(CROSSING):
        each, tooling, delivery, lead = CROSSING[turn]
        prices = dict.fromkeys(rfq.quantities, each * BAHT)
    else:
        prices = _prices(loading, rfq, dearer=1 if turn is None else DEARER)
        tooling, delivery, lead = 1_000 * chance.randint(0, 25), 500 * chance.randint(0, 8), chance.randint(20, 75)
    give_quote(
        invitation=invitation,
        prices=prices,
        tooling=tooling * BAHT,
        delivery=delivery * BAHT,
        lead_days=lead,
        payment_terms=chance.choice(TERMS),
        valid_until=clock.local_day(rfq.deadline) + chance.randint(30, 90) * DAY,
        note=chance.choice(NOTES),
        name=invitation.accepted_name,
        by=members[0] if members else None,
        now=moment,
    )
    return True


def _prices(loading: Loading, rfq: Rfq, *, dearer: float) -> dict[int, int]:
    """Less for more: each tier costs some per cent less than the one before, in quarters of a baht."""
    each = dearer * USUAL[rfq.unit] * loading.chance.uniform(1 - SPREAD, 1 + SPREAD)
    steps = accumulate(rfq.quantities, lambda price, _quantity: price * TIER_DOWN, initial=each)
    return {quantity: round(price * 4) * BAHT // 4 for quantity, price in zip(rfq.quantities, steps, strict=False)}


def _decide(loading: Loading, rfq: Rfq, by: User, record: Sequence[tuple[int, int]]) -> None:
    """The cheapest is chosen two days after the deadline, a contract signed, and part of the order delivered."""
    chosen_at = rfq.deadline + 2 * DAY
    quantity = rfq.quantities[-1]
    best = choosable(rfq, quantity=quantity, now=chosen_at)[0]
    made = award(rfq=rfq, invitation=best.invitation, quantity=quantity, reason="", by=by, now=chosen_at)
    signed_on = clock.local_day(chosen_at) + 4 * DAY
    keep_contract(
        award=made,
        number=f"สจ. {made.pk:02d}/{signed_on.year + 543}",
        signed_on=signed_on,
        due_on=signed_on + 12 * DAY,
        total=best.total,
        by=by,
        now=clock.at(signed_on, 11),
    )
    _deliver(loading, made, by, record, at=clock.at(signed_on, 12))


def _deliver(loading: Loading, made: Award, by: User, record: Sequence[tuple[int, int]], *, at: datetime) -> None:
    """Deliveries of a share each, spread over the time since the contract; the last one is still to come."""
    share = max(made.quantity // (len(record) + 1), 1)
    first = clock.local_day(at) + 12 * DAY
    gap = max((clock.local_day(loading.now) - 12 * DAY - first) // len(record), 2 * DAY)
    for turn, (late, spoilt) in enumerate(record):
        due_on = first + turn * gap
        delivery = plan_delivery(award=made, due_on=due_on, quantity=share, by=by, now=at)
        delivered_on = due_on + late * DAY
        if delivered_on >= clock.local_day(loading.now):
            continue
        rejected = share * spoilt // 1_000
        receive(
            delivery=delivery,
            delivered_on=delivered_on,
            quantity=share,
            rejected=rejected,
            note=loading.chance.choice(REJECTED) if rejected else "",
            by=by,
            now=clock.at(delivered_on, 15),
        )
    last = clock.local_day(loading.now) + 10 * DAY
    plan_delivery(award=made, due_on=last, quantity=made.quantity - share * len(record), by=by, now=at)
