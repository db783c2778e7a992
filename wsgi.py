"""The WSGI entry point: `granian --interface wsgi wsgi:app`."""

import gc

gc.disable()  # a program that is being loaded leaves no garbage, and looking for it takes a sixth

from civic import create_app  # noqa: E402

try:
    app = create_app()
except ValueError as wrong:
    if "CIVIC_" not in str(wrong):
        raise
    raise SystemExit(str(wrong)) from None  # a setting: its sentence says more than where it rose
finally:
    gc.freeze()  # what stays for good is not looked through again
    gc.enable()
