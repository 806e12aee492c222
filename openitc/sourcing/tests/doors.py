"""The doors of the pages of sourcing; see tests/test_doors.py."""

from collections.abc import Callable, Collection
from typing import Any

from openitc.documents.models import Content, File
from openitc.shared import clock
from openitc.sourcing.models import Award, Invitation, Maker, Question, Rfq
from openitc.sourcing.tests.builders.makers import a_maker, a_member_of_maker
from openitc.sourcing.tests.builders.quotes import BAHT, a_delivery, a_quote, an_award
from openitc.sourcing.tests.builders.requests import an_invitation, an_rfq

Args = Callable[[Any], list[Any]]  # of the world of tests/world.py, which stands above every package
PRICE = 1_234 * BAHT + 56  # that nobody writes by chance


def nothing(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The address has no blanks."""
    return []


def a_guess(_world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """A link that somebody made up."""
    return ["0" * 40]


def case(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The case here."""
    return [world.here.case.number]


def the_rfq(world: Any) -> Rfq:  # noqa: ANN401 - see Args
    """The request of the case here, sent when it is first asked for."""
    found: Rfq | None = world.here.case.rfqs.first()
    if found is None:
        found = an_rfq(world.here.case, by=world.here.officer)
        file = File.objects.create(name="a.pdf", media_type="application/pdf", size=1, sha256="", kept_at=clock.now())
        Content.objects.create(file=file, data=b"%")
        found.specifications.get().files.add(file)
    return found


def the_invitation(world: Any) -> Invitation:  # noqa: ANN401 - see Args
    """An invitation of it."""
    rfq = the_rfq(world)
    return rfq.invitations.first() or an_invitation(rfq, a_maker(), agreed=True)


def the_question(world: Any) -> Question:  # noqa: ANN401 - see Args
    """A question about it."""
    invitation = the_invitation(world)
    known = invitation.questions.first()
    return known or invitation.questions.create(rfq=invitation.rfq, text="Which bag?", asked_at=clock.now())


def rfq(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The request here."""
    return [the_rfq(world).number]


def a_file(world: Any) -> int:  # noqa: ANN401 - see Args
    """A file of its specification."""
    return int(the_rfq(world).specifications.get().files.get().pk)


def invitation(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """The invitation here, as its maker's members come to it."""
    return [the_invitation(world).pk]


def the_award(world: Any) -> Award:  # noqa: ANN401 - see Args
    """The order under the request here, with a delivery."""
    found = Award.objects.filter(rfq=the_rfq(world)).first()
    if found is None:
        prices = dict.fromkeys(the_rfq(world).quantities, PRICE)
        found = an_award(a_quote(the_invitation(world), prices))
        a_delivery(found, due_on=clock.local_day(found.awarded_at))
    return found


def the_maker(_world: Any) -> Maker:  # noqa: ANN401 - see Args
    """A maker that keeps its own profile, made when it is first asked for."""
    found = Maker.objects.filter(name_th="Kept by its own").first()
    if found is None:
        found = a_maker("Kept by its own")
        a_member_of_maker(found)
    return found


def maker(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """That maker."""
    return [the_maker(world).pk]


def certificate(world: Any) -> list[Any]:  # noqa: ANN401 - see Args
    """Its certificate."""
    return [*maker(world), the_maker(world).certificates.get().pk]


STAFF, SERVING = ("operator", "officer", "manager", "analyst"), ("officer", "manager")
_PARTS = ("", "-acceptance", "-declining", "-question", "-quotation")
PUBLIC: dict[str, Args] = {
    "sourcing:makers": nothing,
    "sourcing:maker": maker,
    # The secret is the key; whatever else is asked for is one page that tells nothing.
    **{f"sourcing:link{part}": a_guess for part in (*_PARTS, "-opening", "-fresh")},
    "sourcing:link-file": lambda world: [*a_guess(world), 1],
}
FOR_ANYONE_SIGNED_IN: dict[str, Args] = {
    "sourcing:new-maker": nothing,
    "sourcing:invitations": nothing,
}
GUARDED: dict[str, Args] = {
    "sourcing:demand": nothing,
    "sourcing:demand-sheet": nothing,
    "sourcing:verifications": nothing,
    **{
        f"sourcing:{name}": maker
        for name in (
            "verification",
            "stop",
            "profile",
            "presence",
            "new-site",
            "new-process",
            "new-certificate",
            "new-maker-member",
        )
    },
    "sourcing:site": lambda world: [*maker(world), the_maker(world).sites.get().pk],
    "sourcing:process": lambda world: [*maker(world), the_maker(world).processes.get().pk],
    "sourcing:certificate": certificate,
    "sourcing:certificate-file": certificate,
    "sourcing:certificate-verification": certificate,
    "sourcing:maker-departure": lambda world: [*maker(world), the_maker(world).organisation.memberships.get().pk],
    "sourcing:new-request": case,
    **{f"sourcing:invitation{part}": invitation for part in _PARTS},
    "sourcing:invitation-file": lambda world: [*invitation(world), a_file(world)],
    **{
        f"sourcing:{name}": rfq
        for name in ("request", "request-change", "preview", "matching", "specification", "deadline", "withdrawal")
    },
    "sourcing:reply": lambda world: [*rfq(world), the_question(world).pk],
    "sourcing:request-file": lambda world: [*rfq(world), a_file(world)],
    "sourcing:word": lambda world: [*rfq(world), the_invitation(world).pk],
    "sourcing:fresh-link": lambda world: [*rfq(world), the_invitation(world).pk],
    "sourcing:taking-back": lambda world: [*rfq(world), the_invitation(world).pk],
    **{f"sourcing:{name}": rfq for name in ("comparison", "comparison-sheet", "award")},
    "sourcing:remark": lambda world: [*rfq(world), the_invitation(world).pk],
    **{
        f"sourcing:{name}": lambda world: [the_award(world).rfq.number]
        for name in ("contract", "award-end", "new-delivery")
    },
    "sourcing:delivery": lambda world: [the_award(world).rfq.number, the_award(world).deliveries.get().pk],
}
# What an area lacks is for everyone who works in the network; makers belong to no center, so that whoever serves at any
# of them verifies them.
MAY_COME_IN: dict[str, Collection[str]] = {
    "sourcing:demand": STAFF,
    "sourcing:demand-sheet": STAFF,
    "sourcing:certificate-file": STAFF,
    **{f"sourcing:{name}": SERVING for name in ("verifications", "verification", "stop", "certificate-verification")},
}


def secrets(world: Any) -> tuple[str, ...]:  # noqa: ANN401 - see Args
    """What only those who ask and those who were asked may read of the request here, and whom its maker names."""
    asked, invited, chosen = the_rfq(world), the_invitation(world).maker, the_award(world).quote
    each = chosen.prices.all()[0].unit_price
    return (
        asked.number,
        asked.specifications.get().text,
        the_question(world).text,
        f"{each // BAHT:,}.{each % BAHT}",
        invited.contact_email,
        invited.contact_phone,
    )
