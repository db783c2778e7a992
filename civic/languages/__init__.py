"""Languages by their letters: which one a text is in, and Korean names in Latin ones. Pure."""
