"""What a person may see, without who they are: for what is remembered once and shown to several people."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from users.models import User


@dataclass(frozen=True)
class Sight:
    """What readers see, or people of these desks. Two people with the same desks see the same.

    `desks` holds their keys; nothing for a reader. `of_every_desk`: nothing is kept from them.
    """

    desks: frozenset[int] | None
    of_every_desk: bool = False

    @property
    def person(self) -> User | AnonymousUser:
        """Somebody who sees that: for queries alone, not an account."""
        if self.desks is None:
            return AnonymousUser()
        person = User()
        person.__dict__.update(desk_ids=self.desks, is_of_every_desk=self.of_every_desk)
        return person


READER = Sight(None)


def sight_of(user: User | AnonymousUser) -> Sight:
    """What this person may see."""
    return Sight(user.desk_ids, user.is_of_every_desk) if isinstance(user, User) else READER
