"""A listing of which everything is known: each part has a value that nobody writes by chance."""

from dataclasses import dataclass
from datetime import timedelta

from openitc.centers.tests.builders import an_officer
from openitc.certification.models import Certificate
from openitc.certification.tests.builders.certificates import Place, an_edition
from openitc.certification.tests.builders.certificates import a_certificate as a_paper
from openitc.enterprises.models import Photograph, RegisteredUse
from openitc.enterprises.operations import add_photograph, write_identity
from openitc.enterprises.operations.identity import Told as Origin
from openitc.enterprises.tests.builders import a_picture, a_use
from openitc.listings.models import Agreement, Listing
from openitc.listings.tests.builders.listings import a_case_on_sale, a_listing, a_place, the_member
from openitc.market_tests.tests.builders.market_tests import VALUES, a_market_test, some_answers
from openitc.shared import clock
from openitc.sourcing.tests.builders.makers import a_maker
from openitc.sourcing.tests.builders.quotes import a_quote, an_award
from openitc.sourcing.tests.builders.requests import an_invitation, an_rfq

PRICE = 1_234_56
ANSWERED = 47
MAKER, STORY, CAPTION, SHOP = "Zimmaker Works", "Zumstory of the hill", "Zapcaption", "Zopshop Market"
ENTERPRISE, CERTIFICATE = "Zenterprise Growers", "ZZ-CERT-778"
SPOT = (18.123457, 99.765432)


@dataclass(frozen=True, slots=True)
class Whole:
    """The listing and what hangs on it."""

    listing: Listing
    photograph: Photograph
    certificate: Certificate
    use: RegisteredUse


def a_whole_listing(*agreed: str) -> Whole:
    """Public, with every part there is to know, of which the named ones are agreed to."""
    case = a_case_on_sale(province="TH-51")
    enterprise, product, now = case.enterprise, case.product, clock.now()
    enterprise.name_th = enterprise.name_en = ENTERPRISE
    enterprise.latitude, enterprise.longitude = SPOT
    enterprise.save()
    colleague = an_officer(case.center, name="Chai the colleague")
    use = a_use(enterprise, verified_by=colleague, days=30)
    told = Origin(story_th=STORY, story_en=STORY, craft_th="Zumcraft", craft_en="Zumcraft", use=use)
    write_identity(product=product, told=told, by=case.opened_by, now=now)
    photograph = add_photograph(
        product=product, name="a.png", data=a_picture(), caption_th=CAPTION, caption_en=CAPTION, by=colleague, now=now
    )
    award = an_award(a_quote(an_invitation(an_rfq(case), a_maker(MAKER), agreed=True)))
    assert award.ended_at is None
    some_answers(a_market_test(case, closed=True), [{**VALUES["liking"], "overall": 8}] * ANSWERED)
    listing = a_listing(case, agreed=agreed, price=PRICE)
    a_place(listing, SHOP)
    officer = case.officer
    assert officer
    place = Place(center=case.center, case=case, officer=officer, colleague=colleague, member=the_member(listing))
    ends = clock.local_day(now) + timedelta(days=20)
    certificate = a_paper(place, an_edition("zum-standard"), number=CERTIFICATE, expires_on=ends)
    return Whole(listing, photograph, certificate, use)


def secrets_of(whole: Whole) -> dict[str, tuple[str, ...]]:
    """For each part, what is read in a text only if the part is shown."""
    part = Agreement.Part
    return {
        part.ENTERPRISE: (ENTERPRISE,),
        part.PHOTOGRAPHS: (CAPTION, whole.photograph.file.sha256[:16]),
        part.IDENTITY: (STORY, "Zumcraft", whole.use.number, whole.use.indication.name_en),
        part.MAKER: (MAKER,),
        part.CERTIFICATES: (CERTIFICATE, whole.certificate.code),
        part.PLACES: (SHOP,),
        part.PRICE: ("1,234.56", "1234.56"),
        part.MARKET_TEST: (f"{ANSWERED} people tried it",),
        part.MAP: ('class="map"', str(SPOT[0])),
    }
