"""Links for consultants and readers without an account."""
