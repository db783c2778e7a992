"""The counted result, its ledger and receipts, and what a stranger recounts."""
