"""The app as granian serves it for a measurement: without form tokens, settings from CIVIC_…."""

from civic import create_app

app = create_app(WTF_CSRF_ENABLED=False)
