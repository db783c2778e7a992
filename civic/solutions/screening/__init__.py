"""The office screens proposals before the vote: fit, fit under a condition, or not."""
