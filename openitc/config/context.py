"""What the frame of every page is given: the menu, who is here, what waits, and whether the data are invented."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openitc.centers.access import Standing, standing_of
from openitc.centers.models import Center, Role
from openitc.notices.queries import unread_count
from openitc.people.models import User
from openitc.sample.people import who_can_sign_in
from openitc.sample.queries import is_loaded
from openitc.shared import clock
from openitc.ui.shapes import NavItem

THEME_COOKIE = "theme"


def everywhere(request: HttpRequest) -> dict[str, object]:
    """Facts that the frame of every page shows; see `ui/page.html`."""
    user = getattr(request, "user", None)
    sample = is_loaded()
    facts: dict[str, object] = {"sample_network": sample, "theme": request.COOKIES.get(THEME_COOKIE, "")}
    facts["foot_links"] = _items(request, _FOOT)
    if sample:
        facts |= {"sample_roles_template": "sample/_roles.html", "sample_roles": who_can_sign_in}
    if not isinstance(user, User):
        return facts | {"nav": _items(request, (*_PUBLIC, _PRODUCTS))}
    standing = standing_of(user, on=clock.local_day(clock.now()))
    return facts | {
        "standing": standing,
        "nav": _items(request, _menu(standing)),
        "unread": unread_count(user),
        "notices_url": reverse("notices:list"),
        "acting_as": _acting_as(standing),
        "account_links": _items(request, _account(standing)),
    }


_Entry = tuple[str | Promise, str]  # label, name of the address
_PUBLIC: tuple[_Entry, ...] = (
    (_("Centers"), "centers:list"),
    (_("Machines"), "bookings:catalogue"),
    (_("Ways to market"), "pathways:list"),
    (_("Makers"), "sourcing:makers"),
)
_PRODUCTS: _Entry = (_("Products"), "listings:catalogue")
_FOOT: tuple[_Entry, ...] = (
    _PRODUCTS,
    (_("Standards and licences"), "standards:list"),
    (_("Check a certificate"), "certification:verifications"),
    (_("News"), "listings:news"),
    (_("Is my enterprise ready?"), "diagnosis:check"),
)


def _menu(standing: Standing) -> tuple[_Entry, ...]:
    """The menu that fits what the person does; staff first, because staff of a center are often clients elsewhere."""
    if standing.serves_at:
        return (
            (_("My desk"), "journeys:desk"),
            (_("Cases"), "cases:list"),
            (_("Enterprises"), "enterprises:list"),
            *_PUBLIC[1:],  # the way to other centers is on the desk: a line has room for six
        )
    if standing.is_staff:
        return ((_("My desk"), "journeys:desk"), *_PUBLIC)
    if standing.makes_for and not standing.member_of:
        return ((_("My desk"), "journeys:desk"), (_("Requests for quotation"), "sourcing:invitations"), *_PUBLIC)
    return (
        (_("My desk"), "journeys:desk"),
        (_("My cases"), "cases:list"),
        *_PUBLIC,
    )


def _account(standing: Standing) -> tuple[_Entry, ...]:
    entries: tuple[_Entry, ...] = ((_("My profile"), "people:profile"), (_("My calendars"), "bookings:feeds"))
    if standing.serves_at or (standing.makes_for and not standing.member_of):
        return entries
    return (*entries, (_("My bookings"), "bookings:mine"), (_("My enterprise"), "enterprises:list"))


def _items(request: HttpRequest, entries: tuple[_Entry, ...]) -> list[NavItem]:
    addresses = [(str(label), reverse(name)) for label, name in entries]
    return [NavItem(label=label, url=url, current=request.path.startswith(url)) for label, url in addresses]


def _acting_as(standing: Standing) -> str:
    """In what role the person is here, in words: the one that does most, and where."""
    roles = (
        (standing.manager_of, Role.MANAGER),
        (standing.officer_of, Role.OFFICER),
        (standing.operator_of, Role.OPERATOR),
    )
    for keys, role in roles:
        if keys:
            center = Center.objects.filter(pk__in=keys).order_by("code").first()
            return f"{role.label} · {center}"
    if standing.administrator:
        return str(Role.ADMINISTRATOR.label)
    if standing.analyst:
        return str(Role.ANALYST.label)
    if standing.makes_for:
        return str(Role.MAKER_MEMBER.label)
    return str(Role.ENTERPRISE_MEMBER.label) if standing.member_of else ""
