"""A password that is made of words of this house is refused; one that holds some of them beside others is not."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests import factories as make
from tests.factories import PASSWORD
from tests.users.codes import is_signed_in, sign_in
from users.models import User


@pytest.mark.parametrize(
    "password", ["policestation2026!", "OnRecord-OnRecord", "overseas police station", "news-desk-editor1"]
)
def test_words_of_this_house_are_not_enough(password, settings):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert "our_words" in [error.code for error in refused.value.error_list]


def test_nor_is_the_name_of_its_host(settings):
    settings.ALLOWED_HOSTS = ["harbourwatch.example.org"]

    with pytest.raises(ValidationError):
        validate_password("harbourwatch-2026")


@pytest.mark.parametrize(
    "password", ["a station of seven quiet owls", "correct battery staple", "警侨事务警侨事务警侨事务"]
)
def test_others_may_stand_beside_them(password):
    validate_password(password)


def change(client, old, new):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})


@pytest.mark.django_db
def test_a_password_is_taken_as_it_was_typed_long_and_with_spaces_at_both_ends():
    person, typed = make.make_user(), f"  {'Über sieben Brücken ' * 6} "

    change(sign_in(person), PASSWORD, typed)

    assert len(typed) > 100
    assert is_signed_in(sign_in(person, password=typed))
    assert not is_signed_in(sign_in(person, password=typed.strip()))
    assert not is_signed_in(sign_in(person, password=typed.lower()))


@pytest.mark.django_db
def test_it_is_changed_with_the_present_one_alone():
    person = make.make_user()
    client = sign_in(person)

    change(client, "not the present one", "other words that nobody guesses")

    assert is_signed_in(sign_in(person))


@pytest.mark.django_db
def test_fields_are_masked_and_tell_managers_of_passwords_what_they_are():
    login = Client().get("/accounts/login/").content.decode()
    page = sign_in(make.make_user()).get("/accounts/password/change/").content.decode()

    fields = {
        re.search(r'name="(\w+)"', tag)[1]: tag for tag in re.findall(r"<input[^>]+>", login + page) if "assword" in tag
    }
    assert {"password", "oldpassword", "password1"} <= set(fields)
    for name, tag in fields.items():
        kind = "new-password" if name.startswith("password") and name != "password" else "current-password"
        assert 'type="password"' in tag
        assert f'autocomplete="{kind}"' in tag, name
        assert "onpaste" not in tag


@pytest.mark.django_db
def test_no_account_is_shipped():
    assert not User.objects.exists()
