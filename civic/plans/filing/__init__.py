"""Filing the plan: when, by whom, and what became of it."""
