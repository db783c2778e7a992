"""What keeps a round's list, map, search and counts in step with its issues."""
