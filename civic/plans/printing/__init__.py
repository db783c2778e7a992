"""계획서에 싣기: which reports and themes a plan prints by name."""
