"""What two planners together may change in a running vote."""
