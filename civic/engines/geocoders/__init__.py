"""Addresses to points and back."""
