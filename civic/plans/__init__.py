"""사업계획서: the participation section, compiled from a frozen snapshot, reviewed and exported."""
