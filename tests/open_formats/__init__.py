"""The record in formats of others, each read by a program that is not ours."""
