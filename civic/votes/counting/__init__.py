"""Counting rules. Pure."""
