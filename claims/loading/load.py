"""Put the fixtures into the database: all at once, or not at all."""

import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from claims.loading.accounts import Accounts, Desk, accounts_of, counted
from claims.loading.files import Fixtures
from claims.loading.plan import Ground, ground_of
from claims.models import Claim, Exclusion, SamePlace
from users.models import Role, User

CONTRIBUTOR, EDITOR = "contributor@example.org", "editor@example.org"


@dataclass(frozen=True)
class Plan:
    """What the fixtures would add to this database, and which rows in it read differently."""

    ground: Ground
    accounts: Accounts

    def missing(self) -> Counter[str]:
        """How many rows of each table would be added."""
        return counted(self.ground.tables()) + counted(self.accounts.tables())

    def differing(self) -> list[str]:
        """One line for each row that is there and reads differently: it stays as it is."""
        return [
            f"{table.name}: {key}: {', '.join(names)}"
            for _, table in [*self.ground.tables(), *self.accounts.tables()]
            for key, names in table.differing.items()
        ]


def plan(fixtures: Fixtures) -> Plan:
    """Work out what would be added. Writes nothing."""
    ground = ground_of(fixtures)
    return Plan(ground, accounts_of(fixtures, ground, _desk()))


def database_holds_claims() -> bool:
    """Whether anything was entered here yet, drafts included."""
    return Claim.objects.exists()


@transaction.atomic
def add(fixtures: Fixtures) -> Counter[str]:
    """Add every row that is missing; rows that are there are never touched. Returns how many were added."""
    with pghistory.context(reason="The project's own data"):
        ground = ground_of(fixtures)
        accounts = accounts_of(fixtures, ground, _desk(save=True))
        added = counted(ground.tables()) + counted(accounts.tables())
        for model, table in [*ground.tables(), *accounts.tables()]:
            for pairs in (ground.exclusions, accounts.same_places):
                if table is pairs:
                    _lower_first(pairs.missing.values())
            table.save(model)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # else the planner takes the full tables for empty ones until it has looked
    return added


def _lower_first(pairs: Iterable[Exclusion | SamePlace]) -> None:
    """Write each pair one way round, which is known once its two rows have numbers."""
    for pair in pairs:
        if pair.first.pk > pair.second.pk:
            pair.first, pair.second = pair.second, pair.first


def _desk(*, save: bool = False) -> Desk:
    """The two people of the demo. Accounts that are there keep their password."""
    return Desk(_person(CONTRIBUTOR, Role.CONTRIBUTOR, save), _person(EDITOR, Role.EDITOR, save), timezone.now())


def _person(email: str, role: str, save: bool) -> User:
    found = User.objects.filter(email__iexact=email).first()
    if found:
        return found
    return User.objects.create_user(email, demo_password(), role=role) if save else User(email=email, role=role)


def password_file() -> Path:
    """Where the demo keeps the password of its two accounts."""
    return Path(settings.VAR_DIR) / "demo-password"


def demo_password() -> str:
    """DEMO_PASSWORD, or else the one kept in the demo's folder, or else a new one, which is kept there."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    kept = password_file()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(secrets.token_urlsafe(12) + "\n")
    return kept.read_text(encoding="utf-8").strip()
