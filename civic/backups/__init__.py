"""Backups and the way back: database first, then photos; tried by restoring into a scratch."""
