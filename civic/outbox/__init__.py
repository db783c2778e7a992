"""보관함: what a phone keeps until it can be sent. The keeping is in static/js/outbox/."""
