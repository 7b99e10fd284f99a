"""By which steps the statements of a document usually reached it."""

from collections import Counter
from dataclasses import dataclass

from claims.models import Claim, Relay
from sources.models import Source
from users.models import User

MOST_CLAIMS = 2000
Link = tuple[str, str]


@dataclass(frozen=True)
class UsualChain:
    """The steps that most statements of a document have, as slugs of party and document ("" for none).

    `only`: every statement of the document has just these.
    """

    document: str
    slugs: tuple[Link, ...]
    names: tuple[str, ...]
    times: int
    only: bool


def usual_chain(source: Source, by: User) -> UsualChain | None:
    """The chain most used in the published statements of a document that this person may see; two queries."""
    claims = Claim.objects.visible_to(by).published().filter(citation__source=source)
    keys = list(claims.order_by("pk").values_list("pk", flat=True)[:MOST_CLAIMS])
    if not keys:
        return None
    chains: dict[int, list[Link]] = {key: [] for key in keys}
    names: dict[str, str] = {}
    steps = Relay.objects.filter(claim__in=keys).order_by("claim", "position")
    for claim, party, name, document, removed in steps.values_list(
        "claim", "party__slug", "party__name", "source__slug", "source__removed_at"
    ):
        chains[claim].append((party, document if document and not removed else ""))
        names[party] = name
    counted = Counter(tuple(chain) for chain in chains.values())
    used = [(chain, times) for chain, times in counted.most_common() if chain]
    if not used:
        return None
    chain, times = used[0]
    return UsualChain(
        document=source.slug,
        slugs=chain,
        names=tuple(names[party] for party, _document in chain),
        times=times,
        only=len(counted) == 1,
    )
