"""Draws the fields of forms by joining text, letter for letter as Django's templates of them do.

A form to enter a statement holds some four hundred options. Each is two templates to Django, which took half of the
time of the page.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData

Widget = Mapping[str, Any]
FOLDER = "django/forms/widgets/"


class JoinedText(DjangoTemplates):
    """Django's own renderer of forms, but for the widgets that stand in `DRAWN`."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _printed(value: Any) -> str:
    """As `{{ value }}` prints it."""
    text = value if isinstance(value, str) else str(localize(value))
    return conditional_escape(text)


def _as_text(value: Any) -> str:
    """As `{{ value|stringformat:'s' }}` prints it."""
    return conditional_escape(value if isinstance(value, SafeData) else str(value))


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_printed(name)}" if value is True else f' {_printed(name)}="{_as_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_as_text(widget["value"])}"'
    return f'<input type="{_printed(widget["type"])}" name="{_printed(widget["name"])}"{value}{_attributes(widget)}>'


def _input_option(widget: Widget) -> str:
    """A button to choose one or several, alone or within its label."""
    if not widget.get("wrap_label"):
        return _input(widget)
    named = widget["attrs"].get("id")
    belongs_to = f' for="{_printed(named)}"' if named else ""
    return f"<label{belongs_to}>{_input(widget)}\n {_printed(widget['label'])}</label>"


def _select(widget: Widget) -> str:
    parts = [f'<select name="{_printed(widget["name"])}"{_attributes(widget)}>']
    for group, options, _number in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_printed(group)}">')
        for option in options:
            label, value = _printed(option["label"]), _as_text(option["value"])
            parts.append(f'\n  <option value="{value}"{_attributes(option)}>{label}</option>\n')
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "checkbox", "search", "tel", "color", "input")
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    **{f"{FOLDER}{name}_option.html": _input_option for name in ("radio", "checkbox", "input")},
    f"{FOLDER}select.html": _select,
}
