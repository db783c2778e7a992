"""The office's pages of themes: what there is, naming, moving, quotes."""
