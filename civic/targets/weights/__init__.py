"""가중치: how much each indicator counts, by residents' points or as the planner decides."""
