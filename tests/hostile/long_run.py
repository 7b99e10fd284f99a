"""As many hostile requests as there is time for, spread evenly; no part of the suite: `python -m benchmarks.hostile`.

A fault ends nothing: all are told at the end, each kind of fault at each address once.
"""

import sys
import traceback
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from time import monotonic

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.hostile import rounds
from tests.hostile.filling import filled, names, with_value, without
from tests.hostile.rows import EXPIRED, OPEN, REVOKED, checked
from tests.hostile.sending import HOSTILE, WAYS, ask, encoded, send
from tests.hostile.test_every_address import BROKEN, PLACES, clients, parameters, texts  # noqa: F401
from tests.hostile.test_every_form import anything_around
from tests.moments.test_decisions import ADDRESSES

pytestmark = pytest.mark.django_db


@dataclass
class Run:
    """What was sent until when, and what went wrong."""

    until: float
    chance: Random
    reached: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        return monotonic() > self.until

    def attempt(self, client, name, part, sending):
        """Send one, and note what it did that no request may do."""
        self.reached[name, part] += 1
        cookies = deepcopy(client.cookies)
        try:
            sending(client)
        except Exception as error:  # whatever it is
            client.cookies = cookies
            last = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{name}: {type(error).__name__} at {last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
            self.faults.setdefault(
                key, f"{part}: {str(error)[:1500]}\n{''.join(traceback.format_tb(error.__traceback__)[-3:])}"
            )

    def end(self, targets):
        """Say how far it came, and fail where something went wrong."""
        times = [self.reached[target] for target in targets]
        sys.stdout.write(
            f"\n{sum(self.reached.values())} requests reached {sum(map(bool, times))} of {len(times)} targets,"
            f" each {min(times)} to {max(times)} times; faults: {len(self.faults)}\n"
        )
        assert not self.faults, "\n\n".join(f"{key}\n{told}" for key, told in self.faults.items())


@pytest.fixture
def run(request, scene, forms):
    """Begins when the scene stands."""
    seed = request.config.getoption("--hostile-seed")
    return Run(monotonic() + 60 * request.config.getoption("--hostile-minutes"), Random(seed))


def test_forms(run, forms, scene):
    fields = {name: names(form, filled(form, scene.known)) for name, form in forms.items()}
    targets = rounds.of_forms(fields, scene.browsers)
    for step in rounds.in_rounds(targets, run.chance):
        if run.is_over:
            break
        form = forms[step.name]
        pairs = filled(form, scene.known)
        if step.name == "users:accept_invitation":
            form = deepcopy(form)
            form.address = f"/invitations/{run.chance.choice([OPEN, EXPIRED, REVOKED])}/"
        client = scene.browsers[form.by]
        if step.field == rounds.WHOLE:
            client, sending = _whole(run, scene, form, pairs, step.kind)
        else:
            changed = _changed(run, forms, pairs, step)
            sending = lambda to, form=form, changed=changed: send(to, form, changed)  # noqa: E731
        run.attempt(client, step.name, step.field, sending)
    run.end(targets)


def _changed(run, forms, pairs, step):
    """The form with one field otherwise."""
    if step.kind == rounds.MISSING:
        return without(pairs, step.field)
    if step.kind == rounds.TWICE:
        return [*pairs, (step.field, "another")]
    if step.kind == rounds.AS_A_LIST:
        return [*without(pairs, step.field), (f"{step.field}[]", "another"), (f"{step.field}[0]", "one")]
    if step.kind == rounds.ANOTHERS:
        held = sorted({value for form in forms.values() for value in form.values.values() if value})
        return with_value(pairs, step.field, run.chance.choice([*held, *map(str, range(1, 40))]))
    return with_value(pairs, step.field, HOSTILE[step.kind])


def _whole(run, scene, form, pairs, kind):
    """A form as it is, in another way, by another method, by somebody else, or without what shows where it is from."""
    client = scene.browsers[form.by]
    what, _colon, value = kind.partition(":")
    if what == "way":
        noise = run.chance.randbytes(20)
        return client, lambda to: send(to, form, pairs, value, noise)
    if what == "method":
        return client, lambda to: _nothing_written(ask(to, value, form.address, encoded(pairs)))
    if what == "by":
        return scene.browsers[value], lambda to: send(to, form, pairs)
    if kind in rounds.TOKENS:
        bare = without(pairs, "csrfmiddlewaretoken")
        other = bare if kind == rounds.TOKENS[0] else [*bare, ("csrfmiddlewaretoken", "x" * 64)]
        return checked(client, token=None), lambda to: _is_refused(send(to, form, other), form)
    value = HOSTILE[run.chance.choice(list(HOSTILE))][:50_000]
    kept = [(name, text) for name, text in pairs if name == "act"]
    every = {
        rounds.NOTHING: [],
        rounds.DOUBLED: [*pairs, *reversed(pairs)],
        rounds.EVERYWHERE: [*((name, value) for name in names(form, pairs) if name != "act"), *kept],
    }[kind]
    return client, lambda to: send(to, form, every, run.chance.choice(WAYS[:3]))


def _nothing_written(answer):
    assert not answer.wrote, answer.wrote


def _is_refused(answer, form):
    """A letter carries a sum that was signed for it, and is nobody's who is signed in."""
    assert form.name == "claims:corrections" or not answer.is_success, form.name


def test_addresses(run, addresses, people, parameters):  # noqa: F811
    kinds = [kind for kind in HOSTILE if kind != "a megabyte"]
    targets = {(name, key): kinds for name in addresses for key in parameters[name]}
    targets |= {(name, "(places)"): PLACES for name in addresses if _has_values(name)}
    targets |= {(name, "(headers)"): list(BROKEN) for name in addresses}
    browsers = cycle(people.values())
    for step in rounds.in_rounds(targets, run.chance):
        if run.is_over:
            break
        address, headers = addresses[step.name], {}
        if step.field == "(places)":
            parts = address.split("/")
            at = run.chance.choice([at for at, part in enumerate(parts) if part])
            address = "/".join([*parts[:at], step.kind, *parts[at + 1 :]])
        elif step.field == "(headers)":
            headers = {step.kind: BROKEN[step.kind]}
        else:
            address = f"{address}?{encoded([(step.field, HOSTILE[step.kind])])}"
        run.attempt(
            next(browsers), step.name, step.field,
            lambda to, address=address, headers=headers: ask(to, "GET", address, **headers),
        )  # fmt: skip
    run.end(targets)


def _has_values(name):
    pattern = ADDRESSES[name].pattern
    return bool(pattern.converters or pattern.regex.groupindex)


AGAIN = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_anything(run, forms, scene, addresses, people, parameters):  # noqa: F811
    """Whatever Hypothesis makes up, around forms and addresses that take turns."""
    turns = cycle([*forms, *addresses])

    @AGAIN
    @given(drawn=st.data())
    def some(drawn):
        name = next(turns)
        if name in forms:
            who, pairs, way, noise = anything_around(drawn, forms[name], scene)
            run.attempt(scene.browsers[who], name, "", lambda to: send(to, forms[name], pairs, way, noise))
        else:
            asked = drawn.draw(st.lists(st.tuples(st.sampled_from(parameters[name]), texts), max_size=6))
            who, method = drawn.draw(st.sampled_from(list(people))), drawn.draw(st.sampled_from(["GET", "HEAD"]))
            run.attempt(people[who], name, "", lambda to: ask(to, method, f"{addresses[name]}?{encoded(asked)}"))

    while not run.is_over:
        some()
    run.end({(name, ""): [] for name in [*forms, *addresses]})
