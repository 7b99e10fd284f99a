"""Proving that a quotation stands in a preserved copy: letter by letter, by the declared rules, or not at all."""
