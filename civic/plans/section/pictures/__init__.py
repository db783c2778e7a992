"""The section's pictures, drawn from a snapshot."""
