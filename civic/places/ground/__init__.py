"""The ground under a map of our own: rivers, roads, landmarks."""
