"""Proposing a solution, revising it later, and withdrawing it."""
