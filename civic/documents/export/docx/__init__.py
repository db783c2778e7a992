"""The document as DOCX."""
