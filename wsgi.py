"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

from civic import create_app

try:
    app = create_app()
except ValueError as wrong:
    if "CIVIC_" not in str(wrong):
        raise
    raise SystemExit(str(wrong)) from None  # a setting: its sentence says more than where it rose
