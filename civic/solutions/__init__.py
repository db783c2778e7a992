"""해결방안: proposed ways to solve issues, and the catalogue of proven ones."""
