"""Who can sign in on the sample network: accounts named by what they do, never by a person's name."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from openitc.cases.models import Case
from openitc.centers.models import Membership, Organisation, Role
from openitc.centers.operations import add_organisation, appoint
from openitc.people.models import User
from openitc.people.operations import add_user
from openitc.sample import stories
from openitc.sample.loading import Loading

PASSWORD = "sample-network"  # noqa: S105 - printed at start: the sample network has nothing to keep secret


def load_staff(loading: Loading) -> None:
    """The accounts of centers and of the network."""
    long_ago = loading.now - timedelta(days=1100)
    owner = Organisation.objects.filter(kind=Organisation.Kind.NETWORK_OWNER).first() or add_organisation(
        kind=Organisation.Kind.NETWORK_OWNER, name_th="OpenITC", name_en="OpenITC", by=loading.by, now=long_ago
    )
    for person in stories.people():
        if person.role in {Role.ENTERPRISE_MEMBER, Role.MAKER_MEMBER}:
            continue  # they come with what they belong to
        user = add_user(email=person.email, name=person.name.th, now=long_ago)
        loading.people[person.email] = user
        center = loading.centers.get(person.center)
        organisation = None if center else owner
        appoint(user=user, role=person.role, center=center, organisation=organisation, by=loading.by, now=long_ago)


def load_members(loading: Loading) -> None:
    """The accounts of the stories' enterprises."""
    for person in stories.people():
        if person.role == Role.ENTERPRISE_MEMBER:
            enterprise, _product = loading.story_enterprises[person.enterprise]
            then = loading.now - timedelta(days=100)
            user = add_user(email=person.email, name=person.name.th, now=then)
            loading.people[person.email] = user
            appoint(user=user, role=person.role, organisation=enterprise.organisation, by=loading.by, now=then)


def let_sign_in(loading: Loading) -> None:
    """Give every account its password: one for all, and so one slow hash for all."""
    User.objects.filter(pk__in=[user.pk for user in loading.people.values()]).update(password=make_password(PASSWORD))


def who_can_sign_in() -> list[tuple[str, str]]:
    """E-mail addresses with the role and place of each; the password is the same for all."""
    emails = [person.email for person in stories.people()]
    rows = Membership.objects.filter(user__email__in=emails).select_related("user", "center", "organisation")
    found = {row.user.email: f"{row.get_role_display()} · {row.center or row.organisation}" for row in rows}
    return [(email, found[email]) for email in emails if email in found]


def sample_users() -> dict[str, User]:
    """The accounts that one click signs in, by e-mail."""
    return {user.email: user for user in User.objects.filter(email__in=[person.email for person in stories.people()])}


def story_case() -> str:
    """The number of the case whose routes are printed at start."""
    story = next(story for story in stories.stories() if story.plan_at_start)
    found = Case.objects.filter(product__name_th=story.product.th).values_list("number", flat=True).first()
    return found or ""
