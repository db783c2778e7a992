"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

from civic import create_app

app = create_app()
