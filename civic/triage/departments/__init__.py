"""담당 부서: who in the office an issue is with, until when, and notes nobody else reads."""
