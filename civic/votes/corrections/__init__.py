"""What two planners together may change in a vote."""
