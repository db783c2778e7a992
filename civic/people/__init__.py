"""사람: who takes part — sign-in, sessions, roles, consent, residency."""
