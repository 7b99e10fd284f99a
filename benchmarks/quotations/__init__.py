"""Altered and harmless variants of real and invented quotations, to show which of them are found in a copy."""
