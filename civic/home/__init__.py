"""첫 화면: where a resident or a planner arrives, gathered from every feature."""
