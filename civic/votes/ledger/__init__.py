"""The ledger a stranger recounts: its lines, result.json, receipts, and the program that checks."""
