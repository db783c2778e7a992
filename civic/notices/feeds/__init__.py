"""Feeds (Atom) that anybody subscribes to without an account."""
