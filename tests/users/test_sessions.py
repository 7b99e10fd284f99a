"""A person sees where they are signed in, without an address, and ends it."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import is_signed_in, queries_for, sign_in

pytestmark = pytest.mark.django_db

SESSIONS, END = "/accounts/sessions/", "/accounts/sessions/end/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
OTHER_WORDS = "other words that nobody guesses"


@pytest.fixture
def eva():
    return make.make_user(email="eva@desk.example")


def session_of(client: Client) -> UserSession:
    return UserSession.objects.get(session_key=client.session.session_key)


def test_the_list_names_browsers_and_moments_and_no_address(eva):
    phone = Client(headers={"user-agent": CHROME}, REMOTE_ADDR="203.0.113.77")
    phone.post("/accounts/login/", {"login": eva.email, "password": PASSWORD})
    laptop = sign_in(eva, browser=FIREFOX)

    page = laptop.get(SESSIONS).content.decode()

    assert "Firefox, Linux" in page
    assert "Chrome, Windows" in page
    assert page.index("this one") < page.index("Chrome, Windows")
    assert "203.0.113" not in page
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}  # noqa: S104


def test_the_list_asks_as_many_queries_for_fifty_rows_as_for_one(eva, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    laptop = sign_in(eva)
    for_one = queries_for(laptop, SESSIONS)

    for _number in range(49):
        sign_in(eva)

    assert queries_for(laptop, SESSIONS) == for_one < 6


def test_one_other_session_is_ended_and_the_rest_goes_on(eva):
    laptop, phone, tablet = sign_in(eva), sign_in(eva), sign_in(eva)

    laptop.post(END, {"session": session_of(phone).pk})

    assert [is_signed_in(each) for each in (laptop, phone, tablet)] == [True, False, True]


def test_all_others_are_ended(eva):
    laptop, phone, tablet, somebody = sign_in(eva), sign_in(eva), sign_in(eva), sign_in(make.make_user())

    laptop.post(END, {"session": "others"})

    assert [is_signed_in(each) for each in (laptop, phone, tablet, somebody)] == [True, False, False, True]


def test_everything_is_ended(eva):
    laptop, phone = sign_in(eva), sign_in(eva)

    laptop.post(END, {"session": "all"})

    assert [is_signed_in(each) for each in (laptop, phone)] == [False, False]
    assert UserSession.objects.count() == 0


def test_nobody_ends_the_session_of_another(eva):
    laptop, stranger = sign_in(eva), sign_in(make.make_user())

    answer = stranger.post(END, {"session": session_of(laptop).pk})

    assert answer.status_code == 404
    assert is_signed_in(laptop)


@pytest.mark.parametrize("sent", ["", "-1", "9" * 18, "9" * 40, "٣", "\x00", "x" * 1_000_000, "1; DROP"])
def test_a_session_that_there_is_not_is_404(eva, sent):
    assert sign_in(eva).post(END, {"session": sent}).status_code == 404


def test_a_session_is_not_ended_without_the_token_of_the_page(eva):
    phone = sign_in(eva)
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.force_login(eva)

    assert elsewhere.post(END, {"session": "all"}).status_code == 403
    assert is_signed_in(phone)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(eva):
    laptop, phone = sign_in(eva), sign_in(eva)

    typed = {"oldpassword": PASSWORD, "password1": OTHER_WORDS, "password2": OTHER_WORDS}
    answer = laptop.post("/accounts/password/change/", typed)

    assert answer.status_code == 302
    assert [is_signed_in(each) for each in (laptop, phone)] == [True, False]
    assert UserSession.objects.get().session_key == laptop.session.session_key
    assert is_signed_in(sign_in(eva, password=OTHER_WORDS))


def test_choosing_a_password_by_a_link_ends_every_session(eva, mailoutbox):
    laptop, elsewhere = sign_in(eva), Client()
    elsewhere.post("/accounts/password/reset/", {"email": eva.email})
    link = next(line for line in mailoutbox[-1].body.splitlines() if "/reset/key/" in line).split("testserver")[1]
    form = elsewhere.get(link, follow=True).redirect_chain[-1][0]

    elsewhere.post(form, {"password1": OTHER_WORDS, "password2": OTHER_WORDS})

    assert not is_signed_in(laptop)
    assert UserSession.objects.count() == 0
    assert is_signed_in(sign_in(eva, password=OTHER_WORDS))
    assert "203.0.113" not in mailoutbox[-1].body
    assert "127.0.0.1" not in mailoutbox[-1].body


def test_a_link_for_a_new_password_opens_once(eva, mailoutbox):
    first, second = Client(), Client()
    first.post("/accounts/password/reset/", {"email": eva.email})
    link = next(line for line in mailoutbox[-1].body.splitlines() if "/reset/key/" in line).split("testserver")[1]
    opened_before = second.get(link, follow=True).redirect_chain[-1][0]
    form = first.get(link, follow=True).redirect_chain[-1][0]
    first.post(form, {"password1": OTHER_WORDS, "password2": OTHER_WORDS})

    again = "a third row of words that nobody guesses"
    second.post(opened_before, {"password1": again, "password2": again})
    page = Client().get(link, follow=True)

    assert not is_signed_in(sign_in(eva, password=again))
    assert is_signed_in(sign_in(eva, password=OTHER_WORDS))
    assert 'name="password1"' not in page.content.decode()


def test_a_browser_that_says_nothing_or_too_much_signs_in_all_the_same(eva):
    for browser in ["", "x" * 5000, "<script>alert(1)</script>"]:
        laptop = sign_in(eva, browser=browser)
        page = laptop.get(SESSIONS).content.decode()

        assert "A browser that does not say its name" in page
        assert "<script>alert" not in page


def test_signing_in_gives_a_new_key_and_signing_out_ends_the_old_one(eva):
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "anything"
    session.save()
    before = str(session.session_key)
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", {"login": eva.email, "password": PASSWORD})
    signed_in = str(client.session.session_key)

    client.post("/accounts/logout/")

    assert before != signed_in
    assert len(signed_in) >= 32
    for key in (before, signed_in):
        kept = Client()
        kept.cookies["sessionid"] = key
        assert not is_signed_in(kept)
