"""A program with a token adds a draft: a row of the import, by itself, in the same words."""

import hashlib
import json
from datetime import timedelta

import pghistory
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator

from api.description.examples import REFUSED, SENT
from api.description.schema import schema
from api.models import SentOnce
from api.tasks import forget_idempotency_keys
from claims.models import Claim
from sources.models import Party, Source
from tests import factories as make
from tests.importing.sheets import ROW, make_ground
from users.models import Token

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
SECRET = "onrecord_12345678-and-what-nobody-guesses"


@pytest.fixture
def owner():
    make_ground()
    return make.make_user()


@pytest.fixture
def token(owner):
    return a_token(owner)


def a_token(owner, *scopes):
    now = timezone.now()
    scopes = scopes or ("drafts:write", "desk:read")
    return make.make_token(owner=owner, secret=SECRET, scopes=scopes, created_at=now, expires_on=now.date())


def send(row=None, *, query="", secret=SECRET, **headers):
    program = Client(raise_request_exception=False)
    told = row if isinstance(row, bytes | str) else json.dumps(ROW if row is None else row)
    sent = {"Authorization": f"Bearer {secret}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return program.post(f"{CLAIMS}{query}", told, content_type="application/json", headers=sent)


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert told["status"] == status
    return told


def pointers(answer, status=422):
    return {fault["pointer"]: fault["detail"] for fault in problem(answer, status)["errors"]}


def test_a_row_becomes_a_draft_of_the_owner_with_its_source(owner, token):
    answer = send()

    assert answer.status_code == 201
    claim = Claim.objects.get()
    assert (claim.state, claim.created_by, claim.desk) == ("draft", owner, None)
    assert answer["Location"] == f"{CLAIMS}{claim.ref}/"
    told = answer.json()
    assert (told["ref"], told["state"], told["speaker"]["name"]) == (claim.ref, "draft", "Invented Watch")
    assert told["passage"]["source"]["title"] == "An invented report"
    assert answer["Cache-Control"] == "private, no-store"
    reader = Client(headers={"Authorization": f"Bearer {SECRET}"})
    assert reader.get(answer["Location"]).json() == told
    assert Client().get(answer["Location"]).status_code == 404


def test_the_history_says_by_which_token_and_of_which_bytes_it_came(owner, token):
    body = json.dumps(ROW)
    send(body)

    event = apps.get_model("claims", "ClaimEvent").objects.select_related("pgh_context").get()
    told = event.pgh_context.metadata
    assert (told["who"], told["token"], told["prefix"]) == (owner.pk, token.pk, token.prefix)
    assert told["body"] == hashlib.sha256(body.encode()).hexdigest()
    assert told["why"] == "A program sent a draft."
    assert SECRET not in json.dumps(told)


def test_the_same_draft_again_is_the_same_and_one_that_reads_differently_stays(owner, token):
    ref = send().json()["ref"]

    again = send()
    assert again.status_code == 200
    assert again.json()["outcome"] == "same"
    assert (again.json()["ref"], again.json()["claim"]["ref"]) == (ref, ref)
    apart = pointers(send({**ROW, "ref": ref, "statement": "Another sentence."}), 409)
    assert "“Another sentence.” was sent" in apart["/statement"]
    assert Claim.objects.get().statement == ROW["statement"]


def test_a_dry_run_says_what_would_become_of_it_and_saves_nothing(owner, token):
    answer = send(query="?dry_run=1")

    assert answer.status_code == 200
    assert answer.json() == {
        "outcome": "new", "adds": {"claims": 1, "parties": 1, "sources": 1, "subjects": 1}, "ref": "", "claim": None,
    }  # fmt: skip
    assert not Claim.objects.exists()
    assert not Source.objects.exists()
    assert not Party.objects.exists()
    assert "/said_on" in pointers(send({**ROW, "said_on": "31/02/2022"}, query="?dry_run=1"))
    assert send().status_code == 201
    assert send(query="?dry_run=1").json()["outcome"] == "same"


@pytest.mark.parametrize(
    ("columns", "pointer"),
    [
        ({"said_on": "31/02/2022"}, "/said_on"),
        ({"stance": "shouts"}, "/stance"),
        ({"quote": ""}, "/quote"),
        ({"quote": None}, "/quote"),
        ({"speaker_kind": ""}, "/speaker"),
        ({"question_slug": "never"}, "/question_slug"),
        ({"source_url": "javascript:alert(1)"}, "/source_url"),
        ({"country_code": "ZZ"}, "/country_code"),
        ({"statement": "x" * 20_000}, "/statement"),
        ({"colour": "red"}, "/colour"),
        ({"state": "published"}, "/state"),
        ({"a/b~c": "red"}, "/a~1b~0c"),
        ({"statement": ["a list"]}, "/statement"),
        ({"statement": {"a": {"b": 1}}}, "/statement"),
        ({"answer_count": 1.5}, "/answer_count"),
        ({"statement": "NUL \x00"}, "/statement"),
        ({"statement": "half \ud800 of a character"}, "/statement"),
        ({"x\ud800": "half"}, "/x�"),
        ({"desk": "no-such-desk"}, "/desk"),
        ({"desk": 7}, "/desk"),
    ],
)
def test_what_is_wrong_is_told_by_its_column_and_nothing_is_saved(owner, token, columns, pointer):
    assert pointer in pointers(send({**ROW, **columns}))
    assert not Claim.objects.exists()
    assert not Source.objects.exists()


def test_everything_that_is_wrong_is_told_at_once_and_what_is_missing_by_its_column(owner, token):
    assert {"/said_on", "/stance"} <= set(pointers(send({**ROW, "said_on": "x", "stance": "y"})))
    missing = set(pointers(send({})))
    assert {"/stance", "/statement", "/quote", "/whose_words", "/speaker", "/subject", "/source_title"} <= missing


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400), (b"[" * 200_000, 400), (b'{"a":' * 20_000, 400), (b"\xff\xfe", 400), (b"NaN", 400),
        (b'{"stance": NaN}', 400), (b'{"stance":"says","stance":"denies"}', 400), (b"1" * 5000, 400),
        (b"[]", 422), (b'"text"', 422), (b"null", 422), (b" " * (256 * 1024 + 1), 413),
    ],
)  # fmt: skip
def test_a_body_that_is_no_row_is_a_problem(owner, token, body, status):
    problem(send(body), status)
    assert not Claim.objects.exists()


def test_only_json_is_taken_and_only_what_is_asked_here(owner, token):
    program = Client(headers={"Authorization": f"Bearer {SECRET}"})
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "text/csv", ""):
        problem(program.generic("POST", CLAIMS, json.dumps(ROW), content_type=kind), 415)
    problem(program.post(CLAIMS, {"stance": "says"}), 415)
    for query in ("?dry_run=yes", "?dry_run=", "?country=it", "?as_of=2026", "?said_by=2022", "?dry_run=1&dry_run=0"):
        problem(send(query=query), 400)
    problem(Client(headers={"Authorization": f"Bearer {SECRET}"}).put(CLAIMS), 405)


def test_without_a_token_or_its_scope_nobody_writes(owner):
    answer = send(secret="onrecord_never-made-by-anybody")
    problem(answer, 401)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    for client, headers in ((Client(), {}), (browser, {}), (browser, _csrf(browser))):
        answer = client.post(CLAIMS, json.dumps(ROW), content_type="application/json", headers=headers)
        assert answer.status_code in (401, 403)
        problem(answer, answer.status_code)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="On Record"'
    a_token(owner, "desk:read")
    answer = send()
    assert "drafts:write" in problem(answer, 403)["detail"]
    assert answer["WWW-Authenticate"] == 'Bearer realm="On Record", error="insufficient_scope", scope="drafts:write"'
    assert not Claim.objects.exists()


def _csrf(browser):
    token = "a" * 32
    browser.cookies["csrftoken"] = token
    return {"X-CSRFToken": token}


def test_a_draft_belongs_to_the_desk_that_is_named_and_no_other_sees_it(owner):
    desk, other = make.make_desk(members=[owner]), make.make_desk(members=[make.make_user()])
    a_token(owner)
    assert "Choose one" in pointers(send())["/desk"]
    assert "do not belong" in pointers(send({**ROW, "desk": other.slug}))["/desk"]
    ref = send({**ROW, "desk": desk.slug}).json()["ref"]
    assert Claim.objects.get().desk == desk
    assert send({**ROW, "statement": "For the house.", "desk": "*"}).json()["state"] == "draft"

    stranger = Client()
    stranger.force_login(other.members.get())
    assert stranger.get(f"{CLAIMS}{ref}/").status_code == 404
    assert ref not in stranger.get(CLAIMS).content.decode()


def test_a_token_that_reads_what_is_public_is_told_of_nothing_that_a_desk_keeps(owner):
    desk = make.make_desk(members=[owner])
    hidden = make.make_claim(
        published=False, desk=desk, statement="zqplanted", asserted_by=make.make_party(name="Zqplanted Ministry")
    )
    token = a_token(owner, "drafts:write")
    near = {**ROW, "speaker": "Zqplante Ministry", "speaker_kind": "", "desk": "*"}

    assert "zqplanted" not in send(near).content.decode().lower()
    taken = send({**ROW, "ref": hidden.ref, "desk": "*"})
    assert problem(taken, 409).get("errors") is None
    assert "zqplanted" not in taken.content.decode().lower()
    first = send({**ROW, "desk": "*"})
    assert first.status_code == 201
    again = send({**ROW, "desk": "*"}).json()
    assert (again["outcome"], again["ref"], again["claim"]) == ("same", first.json()["ref"], None)
    Token.objects.filter(pk=token.pk).update(scopes=["desk:read", "drafts:write"])
    assert "Zqplanted Ministry" in send(near).content.decode()


def test_what_another_desk_keeps_is_told_to_no_token(owner, token):
    member = make.make_user()
    desk = make.make_desk(members=[member])
    hidden = make.make_claim(
        published=False, desk=desk, statement="zqplanted", asserted_by=make.make_party(name="Zqplanted Ministry")
    )
    for row in ({**ROW, "speaker": "Zqplante Ministry", "speaker_kind": ""}, {**ROW, "ref": hidden.ref}):
        assert "zqplanted" not in send(row).content.decode().lower()
    assert Claim.objects.exclude(pk=hidden.pk).get().ref != hidden.ref


def test_under_a_key_it_is_done_once_and_answered_as_it_was(owner, token):
    first = send(Idempotency_Key="row-14")
    again = send(Idempotency_Key="row-14")

    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert Claim.objects.count() == 1
    assert "Something else" in problem(send({**ROW, "stance": "denies"}, Idempotency_Key="row-14"), 422)["detail"]
    assert send({**ROW, "statement": "Another one."}, Idempotency_Key="row-15").status_code == 201
    for wrong in ("", "with space", "x" * 201, "ä"):
        problem(send(Idempotency_Key=wrong), 400)
    kept = SentOnce.objects.values_list().first()
    assert "row-14" not in str(kept)
    assert ROW["statement"] not in str(kept)


def test_a_key_is_of_one_token_holds_for_a_day_and_not_for_what_was_refused(owner, token):
    problem(send({**ROW, "stance": "x"}, Idempotency_Key="k"), 422)
    first = send(Idempotency_Key="k")
    assert first.status_code == 201, "what was refused may be corrected and sent under its key"
    make.make_token(
        owner=owner, secret="onrecord_of-another-token", created_at=timezone.now(), expires_on=timezone.now().date()
    )
    assert (
        send({**ROW, "statement": "Other."}, secret="onrecord_of-another-token", Idempotency_Key="k").status_code == 201
    )
    SentOnce.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert send({**ROW, "statement": "The day after."}, Idempotency_Key="k").status_code == 201
    SentOnce.objects.update(sent_at=timezone.now() - timedelta(days=2))
    forget_idempotency_keys(timestamp=0)
    assert not SentOnce.objects.exists()


def test_a_draft_that_went_meanwhile_is_told_to_be_gone(owner, token):
    send(Idempotency_Key="k")
    with pghistory.context(why="A test."):
        Claim.objects.all().delete()

    assert "gone" in problem(send(Idempotency_Key="k"), 410)["detail"]
    assert not Claim.objects.exists()


def test_so_many_an_hour_from_one_token(owner, token, settings):
    settings.API_DRAFTS_PER_HOUR = 2
    send(query="?dry_run=1")
    send()
    answer = send({**ROW, "statement": "One more."})

    problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert Claim.objects.count() == 1


def test_the_fiftieth_takes_as_many_queries_as_the_first_of_a_known_source(owner, token):
    def asked(number):
        with CaptureQueriesContext(connection) as queries:
            assert send({**ROW, "statement": f"Sentence {number}."}).status_code == 201
        return len(queries)

    asked(0)
    few = asked(1)
    for number in range(2, 50):
        asked(number)
    assert asked(50) == few


def test_the_example_of_the_documentation_is_taken(owner, token):
    make.make_question(slug="existence")
    told = schema()
    body = told["paths"][CLAIMS]["post"]["requestBody"]["content"]["application/json"]["schema"]

    Draft202012Validator({**body, "components": told["components"]}).validate(SENT)
    assert send(SENT).status_code == 201
    assert json.loads(send({**SENT, "said_on": "31/02/2022"}).content) == REFUSED
