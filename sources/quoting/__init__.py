"""Proving that a quotation stands in a preserved copy: found letter by letter, or by the declared rules, or not found."""
