"""The last edits of what a round's plan is made of, each to be taken back by whoever made it."""
