"""What no reader needs is answered with nothing: odd methods, and the contents of folders."""

import pytest
from django.test import Client

from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/claims/", "/claims.csv", "/claims/new/", "/accounts/login/", "/api/v1/", "/work/", "/healthz"]
SECRET = "a-word-that-would-be-sent-back"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
def test_no_request_is_sent_back_to_whoever_sent_it(address, method):
    client = Client(raise_request_exception=False)
    client.force_login(make.make_user(role=Role.ADMINISTRATOR))

    answer = client.generic(method, address, SECRET, headers={"X-Secret": SECRET})

    assert answer.status_code in (302, 403, 404, 405)
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("folder", ["/static/", "/static/css/", "/static/js/", "/media/", "/captures/", "/exports/"])
def test_no_folder_is_listed(client, folder):
    assert client.get(folder).status_code == 404
