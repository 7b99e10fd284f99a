"""docs/security.md answers every point of the standard that it names, and every test that it names is there."""

import re

from config.env import BASE_DIR

TEXT = (BASE_DIR / "docs/security.md").read_text()
POINTS = dict(re.findall(r"^\| (\d+\.\d+\.\d+) \| (.*) \|$", TEXT, re.MULTILINE))

# How many points of level 1 or 2 each section of ASVS 5.0.0 has, by their last numbers; sections that do not apply at
# all are named in the document.
SECTIONS = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2", "2.1": "1-3", "2.2": "1-3", "2.3": "1-4",
    "2.4": "1", "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2", "4.1": "1-3", "4.2": "1",
    "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3", "6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4",
    "6.5": "1-5", "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "8.1": "1-2", "8.2": "1-3",
    "8.3": "1", "8.4": "1", "9.1": "1-3", "9.2": "1-4", "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4",
    "11.5": "1", "11.6": "1", "12.1": "1-3", "12.2": "1-2", "12.3": "1-4", "13.1": "1", "13.2": "1-5", "13.3": "1-2",
    "13.4": "1-5", "14.1": "1-2", "14.2": "1-4", "14.3": "1-3", "15.1": "1-3", "15.2": "1-3", "15.3": "1-7",
    "16.1": "1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
}  # fmt: skip


def wanted():
    for section, numbers in SECTIONS.items():
        first, _dash, last = numbers.partition("-")
        yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def test_every_point_of_the_standard_is_answered():
    assert set(wanted()) == set(POINTS)
    assert len(POINTS) > 190


def test_every_point_has_a_test_is_open_or_does_not_apply():
    silent = [
        point
        for point, told in POINTS.items()
        if "`tests/" not in told and "**open**: " not in told and "does not apply: " not in told
    ]

    assert silent == []


def test_every_test_that_is_named_is_there():
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", TEXT))

    assert len(named) > 40
    assert [name for name in sorted(named) if not (BASE_DIR / name).is_file()] == []


def test_the_limits_that_are_told_are_those_of_the_example():
    example = (BASE_DIR / ".env.example").read_text()
    told = re.findall(r"\| (\d+) in an? \w+(?:, (\d+) in all)? \| `(\w+)`(?:, `(\w+)`)? \|", TEXT)

    assert len(told) == 5
    for each, in_all, setting, setting_in_all in told:
        assert f"\n#{setting}={each}\n" in example
        assert not in_all or f"\n#{setting_in_all}={in_all}\n" in example
