"""A grouping of all texts, made by the worker and proposed to the planner."""
