"""News of a place: new reports of a district, or around a point on the map."""
