"""Proven solutions of other cities: the shipped file, its rows, and what each one changed."""
