"""신고·숨김: flags, decisions, the planner's queue and the audit log."""
