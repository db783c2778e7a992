"""Themes: what a round's reports are about, as a person ordered them."""
