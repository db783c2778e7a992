"""Files of a meeting, stored as given: the office's until they are published."""
