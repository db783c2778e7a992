"""The life of a report as its reader sees it, and what its reporter does with it."""
