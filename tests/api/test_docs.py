"""The page that reads the schema out."""

import json
import re

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from api.description.examples import ANSWERS, ASKED
from api.description.schema import schema

pytestmark = pytest.mark.django_db


def test_the_page_names_every_address_and_fetches_nothing_from_elsewhere():
    answer = Client().get("/api/v1/docs/")

    page = answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    for path in schema()["paths"]:
        assert f"GET {path}" in page, path
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert not re.findall(r"<(?:style|script(?![^>]* src=\"/static/))| style=| on\w+=", page)
    assert 'rel="stylesheet" href="/static/css/api.css"' in page
    assert Client().post("/api/v1/docs/").status_code == 405


def test_each_example_is_asked_and_answered_as_the_schema_has_it():
    told = schema()
    operations = {each["operationId"]: each for path in told["paths"].values() for each in path.values()}

    assert set(ANSWERS) <= set(operations)
    for key, answer in ANSWERS.items():
        shape = operations[key]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**shape, "components": told["components"]}).validate(json.loads(json.dumps(answer)))
        assert "nvented" in json.dumps(answer), key
    for key, asked in ASKED.items():
        assert set(asked) <= {each["name"] for each in operations[key]["parameters"]}, key
