"""A planner's last edit, named, taken back by a press and done again by another."""
