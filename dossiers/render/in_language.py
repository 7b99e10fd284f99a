"""Mark what is in the language of the headings, where headings were chosen in another language than the document's.

A screen reader speaks a word, and an office program checks its spelling, in the language with which it is marked.
"""

from typing import Any

from dossiers.labels import labels
from dossiers.languages import ENGLISH
from dossiers.languages.translating import words_in_language
from dossiers.plain import Dossier
from web.pandoc_tree import span


def own_words(dossier: Dossier) -> frozenset[str]:
    """Every text in the language of the headings: labels, and the project's own words in the dossier."""
    if dossier.choice.language == ENGLISH:
        return frozenset()
    return words_in_language(dossier) | {words for words in labels(dossier).values() if words}


def marked(tree: Any, dossier: Dossier) -> Any:
    """Pandoc's nodes with each such text in a span of its language. The same nodes where headings are in English."""
    own = own_words(dossier)
    return _marked(tree, own, dossier.choice.language) if own else tree


def _marked(tree: Any, own: frozenset[str], language: str) -> Any:
    if isinstance(tree, list):
        return [_marked(node, own, language) if isinstance(node, (list, dict)) else node for node in tree]
    content = tree.get("c")
    if tree.get("t") == "Str":
        return span([tree], language=language)[0] if content in own else tree
    return {**tree, "c": _marked(content, own, language)} if isinstance(content, list) else tree
