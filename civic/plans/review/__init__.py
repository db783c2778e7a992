"""Consultants' remarks on paragraphs, and their answers."""
