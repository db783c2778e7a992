"""What was measured after the target was set, and how far it is."""
