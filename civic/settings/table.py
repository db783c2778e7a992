"""Every setting once: name, default, meaning, and the values it may have beside the default.

docs/SETTINGS.md is this table (`python deploy/write_settings.py`), and a test starts the program
with every value that stands here.
"""

from civic.settings.operating import OPERATING
from civic.settings.program import PROGRAM, ROOT
from civic.settings.sending import SENDING
from civic.settings.setting import Setting, Value
from civic.settings.signing_in import SIGNING_IN

SETTINGS = (*PROGRAM, *SENDING, *SIGNING_IN, *OPERATING)


def as_markdown() -> str:
    """docs/SETTINGS.md."""
    lines = [
        "# Settings",
        "",
        "`CIVIC_<NAME>` in the environment, or in a `.env` file of the working directory, counts",
        "instead of the default. Written by `python deploy/write_settings.py`; a test starts the",
        "program with every value of this table.",
        "",
        "| name | default | meaning | other values |",
        "|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_row, SETTINGS)]) + "\n"


def _row(setting: Setting) -> str:
    default = str(setting.default).replace(str(ROOT), "…").lower() or "(empty)"
    values = "; ".join(map(_described, setting.values))
    return f"| `{setting.name}` | `{default}` | {setting.meaning} | {values} |"


def _described(value: Value) -> str:
    needs = ", ".join(value.needs)
    words = [value.meaning, f"needs {needs}" if needs else ""]
    notes = "; ".join(word for word in words if word)
    return f"`{value.text or '(empty)'}`" + (f" ({notes})" if notes else "")
