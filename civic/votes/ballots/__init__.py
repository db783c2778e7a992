"""The ballot: what stands on it, who may vote, and each voter's choices."""
