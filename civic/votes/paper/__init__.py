"""Paper sheets: printing, entering twice, and becoming ballots."""
