"""Finding a word inside names and sentences, in any script: “警侨”, “Cacak” for Čačak, a part of a word.

`search_fold` and `search_pairs` are SQL functions with GIN indexes over every searched column (stations/0002 …). A
queryset's `matching(text)` asks each indexed table for its own rows and unites the keys, because one OR across joined
tables can use no index.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler

MOST_WORDS = 8
MOST_CHARACTERS = 200

# The characters that the SQL function search_pairs takes for Chinese, Japanese or Korean.
PAIR = re.compile(r"[⺀-鿿가-힯豈-﫿]{2}")
FOLDED_AND_LITERAL = r"'%%' || replace(replace(replace(search_fold(%s), '\', '\\'), '%%', '\%%'), '_', '\_') || '%%'"

Rows = TypeVar("Rows", bound=QuerySet[Any])


@CharField.register_lookup
@TextField.register_lookup
class Holds(Lookup):
    """Whether a text holds a word, whatever its accents and the case of its letters; wildcards mean themselves."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """The trigram index serves three letters and more, the index of pairs two Chinese characters and more.

        Two characters are their own pair: the trigram index, which would be read whole for them, is not offered.
        """
        column, params = self.process_lhs(compiler, connection)
        word = str(self.rhs)
        inside = f"search_fold({column}) LIKE {FOLDED_AND_LITERAL}"
        paired = f"search_pairs({column}) @> search_pairs(%s)"
        normalised = unicodedata.normalize("NFKC", word)
        if PAIR.fullmatch(normalised):
            return paired, [*params, word]
        if PAIR.search(normalised):
            return f"({paired} AND {inside})", [*params, word, *params, word]
        return inside, [*params, word]


def words(text: str) -> list[str]:
    """The words of a search, each once; control characters are no part of a word."""
    shortened = text[:MOST_CHARACTERS]
    printable = "".join(" " if unicodedata.category(mark).startswith("C") else mark for mark in shortened)
    return list(dict.fromkeys(printable.split()))[:MOST_WORDS]


def matching(rows: Rows, text: str, holding: Callable[[str], Sequence[QuerySet[Any]]]) -> Rows:
    """Keep the rows in which every word is found.

    `holding` names, for one word, the querysets of rows that hold it, one for each indexed column or table.
    """
    for word in words(text):
        first, *others = (found.order_by().values("pk") for found in holding(word))
        rows = rows.filter(pk__in=reduce(lambda united, more: united.union(more), others, first))
    return rows
