"""Makes migrating from nothing quick: each operation draws the models that it touches anew, and not all others too.

Django follows the tables with a class for each model, and after an operation makes the classes anew of all models that
can be reached from the one it touched. Here nearly all can: 757 operations made 22,000 classes, which took nine tenths
of the time of migrating. A change of the tables looks at the model itself and at those right beside it. What looks at
more, a migration of data, is given all classes anew by Django, as it is wherever `is_delayed` says that some are old.
See docs/decisions/0048-migrating-from-nothing.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations import state
from django.db.migrations.state import ProjectState

_ALL_IN_REACH = ProjectState.reload_model


@contextmanager
def only_what_is_touched() -> Iterator[None]:
    """Meanwhile, an operation has the classes made anew of the models that it touches."""
    ProjectState.reload_model = _reload_model  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ProjectState.reload_model = _ALL_IN_REACH  # type: ignore[method-assign]


def _reload_model(project: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    """As `ProjectState.reload_model`. With `delay`, nothing that other models point at has changed."""
    if "apps" not in project.__dict__:  # nothing is drawn yet
        return
    touched = {(app_label, model_name)}
    if not delay:
        touched |= _beside(project, app_label, model_name)
    project.is_delayed = True
    project._reload(touched)


def _beside(project: Any, app_label: str, model_name: str) -> set[tuple[str, str]]:
    """The models that this one points at, before the operation and after it, and those that point at it."""
    try:
        found: set[tuple[str, str]] = state.get_related_models_tuples(project.apps.get_model(app_label, model_name))
    except LookupError:
        found = set()
    for field in project.models[app_label, model_name].fields.values():
        if field.is_relation and field.remote_field.model != "self":
            app, name = state._get_app_label_and_model_name(field.related_model, app_label)  # type: ignore[attr-defined]
            found.add((app, name.lower()))
    return found
