"""Which releases hold what was removed or closed to readers since: those are handed out to nobody any more."""

from collections.abc import Iterable

from dossiers.exports.gone import Gone, closed_to_readers, gone_from
from dossiers.releases import kept
from dossiers.releases.kept import Told


def what_is_gone(told: Told) -> tuple[Gone, ...]:
    """What a release holds that nobody may be shown any more; repeats no word of it."""
    return gone_from(told)


def handed_out(releases: Iterable[Told]) -> set[str]:
    """The versions whose ZIP may be had: three queries, however many releases there are."""
    closed = closed_to_readers()
    return {
        told.version
        for told in releases
        if closed.statements.isdisjoint(told.statements)
        and closed.sources.isdisjoint(told.sources)
        and closed.parties.isdisjoint(told.parties)
        and not kept.is_erased(told)
    }


def erase_with_something_gone() -> int:
    """Erase the ZIP of every release that holds what was removed or closed since; how many those were."""
    every = kept.every()
    fine = handed_out(every)
    erased = [told for told in every if told.version not in fine and not kept.is_erased(told)]
    for told in erased:
        kept.erase(told)
    return len(erased)
