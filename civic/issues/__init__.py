"""도시문제: urban problems that residents report and support."""
