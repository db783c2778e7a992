"""The participation section: a document composed from a snapshot and a template. Pure."""
