"""The forms that stand on our pages, as a browser reads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

from tests.moments import scene

CONTROLS = ("input", "select", "textarea", "button")
CHOSEN = ("checkbox", "radio")
BUTTONS = ("submit", "button", "reset", "image")


@dataclass
class Form:
    """A form that is sent by POST: where to, who saw it on which page, and each field with what stands in it.

    `values` are the fields as they are sent untouched; `offered` what can be chosen; `buttons` the names with all
    values that a button sends.
    """

    name: str
    address: str
    by: str
    fields: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, control: html.HtmlElement) -> None:
        """Take in a control as a browser would."""
        name, kind = control.get("name"), control.get("type", "").lower()
        if name not in self.fields:
            self.fields.append(name)
        if control.tag == "button" or kind in BUTTONS:
            self.buttons.setdefault(name, []).append(control.get("value", ""))
        elif control.tag == "select":
            self.offered[name] = list(control.value_options)
            self.values.setdefault(name, control.value if isinstance(control.value, str) else "")
        elif control.tag == "textarea":
            self.values.setdefault(name, (control.text or "").removeprefix("\n"))
        elif kind == "file":
            self.files.add(name)
        elif kind in CHOSEN:
            self.offered.setdefault(name, []).append(control.get("value", "on"))
            if control.get("checked") is not None:
                self.values.setdefault(name, control.get("value", "on"))
        else:
            self.values.setdefault(name, control.get("value", ""))

    def merge(self, other: "Form") -> None:
        """Take in the fields that the same form has elsewhere."""
        self.fields += [name for name in other.fields if name not in self.fields]
        self.values = {**other.values, **self.values}
        self.files |= other.files


def name_at(address: str) -> str:
    """The name of an address, "" where there is none."""
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def forms_of(page: str, address: str, *, by: str) -> Iterator[Form]:
    """The forms of a page that are sent by POST."""
    whole = html.fromstring(page)
    for each in whole.iter("form"):
        if each.get("method", "").lower() != "post":
            continue
        target = urlsplit(urljoin(address, each.get("action", ""))).path
        form = Form(name_at(target), target, by)
        elsewhere = whole.xpath("//*[@form=$key]", key=each.get("id", " "))
        for control in [*each.iter(*CONTROLS), *elsewhere]:
            if control.get("name") and control.get("form") in (None, each.get("id")):
                form.add(control)
        yield form


def forms_on(client: Client, address: str, *, by: str) -> list[Form] | None:
    """The forms that somebody sees at an address; None where there is no page for them."""
    answer = client.get(address)
    text = scene.text_of(answer)
    if answer.status_code != 200:
        return None
    if not answer.headers.get("Content-Type", "").startswith("text/html") or not text:
        return []
    return list(forms_of(text, address, by=by))
