"""What was said at a meeting: typed by one planner, confirmed by another, counted apart."""
