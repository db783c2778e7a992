"""A document's files: one writer a format, and what they share."""
