"""Themes as residents read them."""
