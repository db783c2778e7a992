"""Signing in: codes, passphrases, and sessions that can be ended."""
