"""Short names for addresses."""

import secrets

from django.db.models import Model
from django.utils.text import slugify

from web.locks import wait_for

LONGEST = 80
# What stands in the place of a slug in one of our own addresses: /sources/wanted/, /searches/new/.
PAGES = frozenset({"wanted", "new"})


def free_slug(model: type[Model], text: str, *, otherwise: str, also: type[Model] | None = None) -> str:
    """A slug from the text that no row of the model has yet, nor of `also`; must be called inside a transaction.

    `otherwise` begins the slug of a text without Latin letters or numerals. No slug is the name of a page.
    """
    base = slugify(text)[:LONGEST].strip("-") or f"{otherwise}-{secrets.token_hex(4)}"
    wait_for(f"{model._meta.db_table} {base}")
    taken = set(PAGES)
    for each in (model, also):
        if each is not None:
            taken.update(each._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
