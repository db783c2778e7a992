"""Reporting a problem: the form, its photos, drafts, and the phone's share menu."""
