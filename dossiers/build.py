"""Build a dossier, in a number of queries that does not grow with the number of statements, only of countries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import country_accounts
from claims.accounts.side_by_side import Accounts
from claims.coverage import last_looked
from claims.models import Search
from claims.same_place.plain import Pair
from claims.same_place.read import pairs_in
from dossiers.annotated import with_copies
from dossiers.choice import EVERYTHING, Choice
from dossiers.citing import IN_OUR_ORDER, Citing, citing
from dossiers.compose import compose
from dossiers.copies import CopyLine, copy_lines
from dossiers.joining import joined
from dossiers.narrowing import kept_of
from dossiers.plain import Dossier
from dossiers.renumbering import numbered_through
from sources.citing.styles import OWN
from sources.models import Capture, Release
from stations.models import Country, Subject
from users.models import User
from web.typed import with_closed_directions

NOBODY = AnonymousUser()


@dataclass(frozen=True)
class Rows:
    """What was read of one country."""

    country: Country
    accounts: Accounts
    pairs: tuple[Pair, ...]
    subjects: Sequence[Subject]
    searches: Sequence[Search]
    looked_on: date | None


def dossier_of(
    country: Country, *, made_at: datetime, choice: Choice = EVERYTHING, user: User | AnonymousUser = NOBODY
) -> Dossier:
    """The dossier of a country, and of those chosen beside it, from the moment asked for (web/moments).

    It holds what any reader may see, whoever asks; only where drafts were chosen does it hold those that `user` may
    see. `made_at` is when it was made, which it names as well.
    """
    further = {each.code: each for each in Country.objects.filter(code__in=choice.further)} if choice.further else {}
    countries = [country, *(further[code] for code in choice.further if code in further)]
    read = [_read(each, choice, user) for each in countries]
    cited = _cited_together(read, choice) if len(read) > 1 else None
    parts = [
        compose(
            rows.country, rows.accounts, rows.subjects, rows.searches,
            made_at=made_at, looked_on=rows.looked_on, pairs=rows.pairs, choice=choice, cited=cited,
        )
        for rows in read
    ]  # fmt: skip
    dossier = numbered_through(joined(parts, cited or IN_OUR_ORDER))
    copies = copies_of(source.slug for source in dossier.sources)
    return replace(dossier, copies=copies, appendix=with_copies(dossier.appendix, copies))


def _read(country: Country, choice: Choice, user: User | AnonymousUser) -> Rows:
    seen_by = user if choice.drafts else NOBODY
    return Rows(
        country=country,
        accounts=country_accounts(country, seen_by, drafts=choice.drafts),
        pairs=pairs_in(country, NOBODY),
        subjects=list(Subject.objects.in_country(country).with_place().with_names().by_label()),
        searches=list(Search.objects.about(country).order_by("searched_on_latest", "slug")),
        looked_on=last_looked(country, NOBODY),
    )


def _cited_together(read: Sequence[Rows], choice: Choice) -> Citing:
    """The citations of several countries, written at once: a style that numbers its sources numbers them once."""
    if choice.style == OWN:
        return IN_OUR_ORDER
    kept = [kept_of(with_closed_directions(rows.accounts), choice, rows.country) for rows in read]
    return citing(choice.style, kept, [pair for rows in read for pair in with_closed_directions(rows.pairs)])


def copies_of(slugs: Iterable[str]) -> tuple[CopyLine, ...]:
    """The preserved copies of these sources, of which readers may know, by source and day. What readers may open is
    decided where it is for pages (`CaptureQuerySet.readable_by`)."""
    captures = Capture.objects.visible_to(NOBODY).filter(source__slug__in=list(slugs))
    releases = Release.objects.filter(capture__in=captures.readable_by(NOBODY)).select_related("file")
    found = captures.select_related("source", "file__text", "takedown")
    without_texts = found.defer("file__text__text", "file__text__properties", "http_headers")
    ordered = without_texts.order_by("source__slug", "captured_at", "file__sha256")
    return copy_lines(ordered, {release.capture_id: release for release in releases})
