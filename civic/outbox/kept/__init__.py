"""Forms that were sent without a session: kept, and filled in again after signing in."""
