"""Long work on a plan, done by the worker."""
