"""Opening a round for a call, and how it is voted and counted."""
