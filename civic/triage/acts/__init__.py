"""What can be done to many issues at once, a kind a file; registry.py lists them."""
