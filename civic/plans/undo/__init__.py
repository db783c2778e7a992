"""A planner's last edit, named and taken back by a press."""
