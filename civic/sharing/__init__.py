"""Passing things on: the picture beside a shared link, and posters with a code to scan."""
