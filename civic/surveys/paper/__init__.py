"""Surveys filled in on paper: typed by one planner, typed again by another."""
