"""The files that take long, longest first, in seconds of a run on two cores.

With `make test` a file goes whole to the next process that is free. A long one that is begun last would keep one
process busy while the others have nothing left to do. Only the order rests on these figures: they may be rough. A file
that is not here is short.
"""

from pathlib import Path

from config.env import BASE_DIR

SECONDS = {
    "leaks/test_nothing_of_a_desk_leaks.py": 250,
    "hostile/test_every_address.py": 150,
    "hostile/test_every_form.py": 150,
    "running/test_demo.py": 105,
    "dossiers/test_formats.py": 90,
    "adding/test_hostile.py": 85,
    "running/test_kills.py": 80,
    "dossiers/test_same_bytes.py": 70,
    "browse/test_filters.py": 60,
    "journeys/test_reading.py": 52,
    "adding/test_evidence_in_a_browser.py": 50,
    "journeys/test_adding.py": 49,
    "browse/test_every_list.py": 44,
    "journeys/test_tutorial.py": 42,
    "corrections/test_withdrawn.py": 39,
    "adding/test_in_a_browser.py": 39,
    "preserving/test_memory.py": 35,
    "rows/test_in_a_browser.py": 33,
    "preserving/test_in_a_browser.py": 33,
    "pages/test_checking_in_a_browser.py": 30,
    "package/test_bag.py": 30,
    "past/test_random_history.py": 29,
    "running/test_deployment.py": 27,
    "pages/test_axe.py": 27,
    "fixtures/test_loading.py": 27,
    "rules/test_nothing_leaks.py": 26,
    "pages/test_in_a_browser.py": 26,
    "moments/test_in_a_browser.py": 25,
    "corrections/test_removed.py": 23,
    "dossiers/test_book.py": 22,
    "rules/test_no_person_in_public.py": 22,
    "moments/test_every_address.py": 20,
    "adding/test_problems.py": 19,
    "reading/test_many_pages.py": 18,
    "rows/test_row_page.py": 18,
    "browse/test_checks.py": 17,
    "reading/test_hostile_files.py": 16,
    "chains/test_in_a_browser.py": 16,
    "adding/test_check_in_the_form.py": 16,
    "adding/test_copy_in_the_form.py": 16,
    "rules/test_evidence.py": 15,
}


def seconds(path: Path) -> int:
    """How long a file of tests takes, as far as it is known; 0 for a short one."""
    tests = BASE_DIR / "tests"
    return SECONDS.get(path.relative_to(tests).as_posix(), 0) if path.is_relative_to(tests) else 0
