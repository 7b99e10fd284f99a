"""Every address of the site says whether it can look back, and if not, why."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from web.looking_back import decision_of
from web.moments import AS_OF, DATED, SAID_BY


def named(patterns, space="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern


ADDRESSES = dict(named(get_resolver().url_patterns))


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_has_a_decision(name):
    decision = decision_of(ADDRESSES[name].callback)

    assert decision is not None, "Mark its view: looks_back, lists_back, understands or shows_today (web/looking_back)."
    assert decision.understands <= {SAID_BY, AS_OF, DATED}
    if not decision.understands >= {SAID_BY, AS_OF}:
        assert str(decision.because).endswith("."), "Say why in a sentence for readers."


def test_the_walk_sees_the_whole_site():
    assert len(ADDRESSES) > 70
    assert {"claims:country", "dossiers:download", "sources:upload", "account_login", "web:healthz"} <= set(ADDRESSES)
