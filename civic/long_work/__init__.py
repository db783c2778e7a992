"""Work that takes longer than a request: kept as rows, done by the worker."""
