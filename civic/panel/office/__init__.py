"""The planner's panel: its terms, the draw, who is in it."""
