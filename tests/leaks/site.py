"""Italy with statements that all may read, a desk that keeps something to itself, and strangers who look."""

from django.test import Client

from tests import factories as make
from tests.moments import scene
from users.models import Role, User

STRANGERS = ["anonymous", "of another desk", Role.EDITOR, Role.ADMINISTRATOR]


class Site:
    """Italy with statements that all may read, a desk with a member, and those who are not of it."""

    def __init__(self, *strangers: str) -> None:
        self.shown = scene.italy().before
        self.addresses = scene.addresses(self.shown)
        self.member = make.make_user(role=Role.EDITOR)
        self.desk = make.make_desk(name="A desk of its own", members=[self.member])
        self.strangers = {who: _stranger(who) for who in strangers}
        self.of_the_desk = _browser(self.member)  # signed in before and after alike: when is told to administrators

    def browser_of(self, who: str) -> Client:
        """Where a stranger of the site is signed in now."""
        return _browser(self.strangers[who])


def _stranger(who: str) -> User | None:
    if who == "anonymous":
        return None
    person = make.make_user(role=who if who in list(Role) else Role.CONTRIBUTOR)
    other = make.make_desk(name=f"Another desk: {who}")
    if who != "of no desk":
        make.make_membership(user=person, desk=other)
    return person


def _browser(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client
