"""The same records, moment and choice give the same bytes: in another process, zone, language and order of rows."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from dossiers.formats import FORMATS

ELSEWHERE = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1", "HOME": "/nonexistent"},
    {"TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "it_IT.UTF-8", "PYTHONHASHSEED": "4242", "USER": "another"},
)
# Written again, a row goes to the end of its table: where no order was asked for, the database gives another one.
IN_ANOTHER_ORDER = """
DO $$
DECLARE name text; named text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name, named IN
        SELECT t.tablename, a.attname FROM pg_tables AS t
          JOIN pg_attribute AS a ON a.attrelid = format('public.%I', t.tablename)::regclass AND a.attname = 'id'
         WHERE t.schemaname = 'public' AND t.tablename LIKE ANY (ARRAY['claims\\_%', 'sources\\_%', 'stations\\_%'])
    LOOP
        EXECUTE format('UPDATE public.%1$I SET %2$I = %2$I WHERE %2$I %% 2 = 0', name, named);
    END LOOP;
    SET LOCAL session_replication_role = origin;
END $$
"""


def made_elsewhere(**differences):
    """The digests of every format, made in a fresh process."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "VAR_DIR", "SECRET_KEY")}
    where = {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    made = subprocess.run(
        [sys.executable, "-m", "tests.dossiers.made_elsewhere", "HR", json.dumps(where)],
        env={**kept, **differences},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


@pytest.mark.django_db(transaction=True)
def test_every_format_of_the_real_croatia_is_the_same_made_twice(put_back_real_rows, tmp_path):
    put_back_real_rows()

    first = made_elsewhere(**ELSEWHERE[0])
    with connection.cursor() as cursor:
        cursor.execute(IN_ANOTHER_ORDER)
    second = made_elsewhere(**ELSEWHERE[1], TMPDIR=str(tmp_path))

    assert set(first) == {*FORMATS, *(f"chosen {suffix}" for suffix in FORMATS)}
    assert first == second
