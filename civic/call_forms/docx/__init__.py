"""A .docx: its tree, and what filling does to it."""
