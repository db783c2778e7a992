"""How a chosen solution is carried out: what the office writes for the plan's sheet of it."""
