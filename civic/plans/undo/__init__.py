"""The last edits of a plan, each to be taken back by whoever made it."""
