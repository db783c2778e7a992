"""Open311 GeoReport v2: reading and sending reports as programs everywhere do."""
