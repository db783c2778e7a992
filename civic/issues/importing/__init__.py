"""Existing complaints brought in from a file: its columns, its rows, and storing them."""
