"""The document as HWPX."""
