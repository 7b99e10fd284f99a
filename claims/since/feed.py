"""Changes as entries of a feed, in plain text."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.feedgenerator import SyndicationFeed
from django.utils.translation import gettext as _

from claims.accounts.statement import Statement
from claims.footnote import stand_words
from claims.since.plain import Change


def add_changes(
    feed: SyndicationFeed, changes: Iterable[Change], whole_address: Callable[[str], str], page: str
) -> None:
    """One entry for each change; `page` is where to look for what has no page of its own."""
    for change in changes:
        path = address_of(change)
        feed.add_item(
            title=f"{change.kind.label}: {title_of(change)}",
            link=whole_address(path) if path else page,
            description="\n".join(lines_of(change)),
            unique_id=f"{whole_address(path) if path else page}#{change.kind}-{change.at:%Y%m%dT%H%M%S.%fZ}",
            pubdate=change.at,
            updateddate=change.at,
        )


def address_of(change: Change) -> str:
    """Where to read more; "" where there is nothing to read."""
    if change.record:
        return change.record.address
    return reverse("claims:claim", args=[change.ref]) if change.ref else ""


def title_of(change: Change) -> str:
    """What was changed, in one line."""
    if change.record:
        return f"{change.record.what}: {change.record.name}"
    return statement_title(change.statement) if change.statement else _("a statement or source")


def statement_title(statement: Statement) -> str:
    """“Safeguard Defenders on Prato: says: a police station”."""
    return _("%(speaker)s on %(about)s: %(words)s") % {
        "speaker": statement.speaker.name,
        "about": statement.about.label,
        "words": stand_words(statement),
    }


def lines_of(change: Change) -> list[str]:
    """What a reader learns without opening the page."""
    lines = [change.why] if change.why else []
    if change.statement and not change.alterations:
        lines.append(change.statement.sentence)
    for altered in change.alterations:
        words = {"what": altered.what, "before": altered.before, "after": altered.after}
        if altered.before and altered.after:
            lines.append(_("%(what)s: was “%(before)s”, now “%(after)s”") % words)
        elif altered.after:
            lines.append(_("%(what)s: now “%(after)s”, was empty") % words)
        else:
            lines.append(_("%(what)s: was “%(before)s”, now empty") % words)
    lines += [reason.why for reason in change.reasons]
    return lines
