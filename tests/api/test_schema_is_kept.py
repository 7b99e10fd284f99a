"""What the schema promises is what is answered, whatever is asked: schemathesis over every address.

A few examples of each, always the same; `--hypothesis-profile long` tries many.
"""

import pytest
import schemathesis
from django.conf import settings as site
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests import factories as make
from tests.importing.sheets import ROW, make_ground
from tests.moments import scene

pytestmark = pytest.mark.django_db

SOME = settings(
    max_examples=max(3, settings().max_examples // 40),
    derandomize=settings().max_examples <= 100,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(autouse=True)
def connection_stays():
    """As Django's own test client has it: the end of a request closes no connection that a test is using."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def real(claim):
    """Where there is something: for each part of an address that names a row."""
    station = claim.subject
    return {
        "countries": {"code": "it"}, "claims": {"ref": claim.ref}, "questions": {"slug": claim.question.slug},
        "sources": {"slug": claim.citation.source.slug}, "parties": {"slug": claim.asserted_by.slug},
        "subjects": {"slug": station.parent.slug}, "stations": {"slug": station.slug},
        "agreements": {"slug": claim.citation.claims.get(subject__kind="agreement").subject.slug},
        "searches": {"slug": make.make_search().slug},
    }  # fmt: skip


def with_a_token():
    """As a program sends it that may do everything that a token may."""
    today, secret = timezone.now(), "onrecord_12345678-and-what-nobody-guesses"
    make.make_token(secret=secret, scopes=["drafts:write", "desk:read"], created_at=today, expires_on=today.date())
    return {"Authorization": f"Bearer {secret}"}


def test_what_is_sent_as_the_schema_has_it_is_taken_and_answered_as_it_says(settings):
    """Rows that are right in themselves, with what schemathesis makes up in the columns that are free text."""
    settings.API_DRAFTS_PER_HOUR = 1_000_000
    make_ground()
    headers = with_a_token()
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    operation = schema["/api/v1/claims/"]["POST"]
    answered: list[int] = []

    @SOME
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def try_it(case):
        made_up = {name: value for name, value in case.body.items() if name in ("statement", "quote", "public_note")}
        sent = operation.Case(body={**ROW, **made_up}, media_type="application/json")
        response = sent.call(headers=headers)
        sent.validate_response(response, checks=CHECKS)
        answered.append(response.status_code)

    try_it()
    assert set(answered) <= {200, 201, 422}


@pytest.mark.parametrize("who", ["a reader", "somebody who is signed in", "a program with a token"])
def test_every_address_keeps_to_the_schema(who, settings):
    settings.SEARCHES_PER_MINUTE = settings.API_DRAFTS_PER_HOUR = 1_000_000
    claim = scene.italy().before
    make.make_relay(claim)
    make.make_same_place(claim.subject, make.make_claim(subject=make.make_station()).subject, claim=claim)
    make.make_claim(published=False)
    cookies, headers = {}, {"Accept-Encoding": "identity"}
    if who == "a program with a token":
        headers |= with_a_token()
    elif who != "a reader":
        person = Client()
        person.force_login(make.make_user())
        cookies = {site.SESSION_COOKIE_NAME: person.cookies[site.SESSION_COOKIE_NAME].value}
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    rows, found, tried, refused = real(claim), 0, set(), set()

    def ask(operation, mode, there):
        @SOME
        @given(case=operation.as_strategy(generation_mode=mode))
        def try_it(case):
            nonlocal found
            if there:
                case.path_parameters = dict(there)
            response = case.call(cookies=cookies, headers=headers)
            case.validate_response(response, checks=CHECKS)
            found += response.status_code == 200
            tried.add(operation.label)
            if operation.method.upper() == "POST":
                refused.add(response.status_code)

        try_it()

    for result in schema.get_all_operations():
        operation = result.ok()
        there = rows.get(operation.path.split("/")[3]) if "{" in operation.path else None
        ask(operation, GenerationMode.POSITIVE, there)
        if list(operation.query) or list(operation.body):  # elsewhere nothing can be wrong but the address itself
            ask(operation, GenerationMode.NEGATIVE, None)

    assert len(tried) >= 21
    assert refused <= ({400, 401, 413, 422} if who == "a program with a token" else {401, 403})
    assert found > 10, "not everything is refused"
