"""Paragraphs planners write, versions, and the planner's copy of the template."""
