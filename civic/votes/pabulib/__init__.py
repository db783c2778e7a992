"""Elections as Pabulib files, read and written."""
