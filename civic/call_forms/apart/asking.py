"""A form read and filled in a process of its own, which takes its memory along when it ends.

The largest real form takes 470 MB and three seconds; a hostile one might take more.
"""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused

CHILD = Path(__file__).with_name("child.py")
LONGEST_S = 120
LONGEST_REASON = 2000


class FormChildFailed(Exception):
    """The process ended without an answer; in its words."""


@dataclass(frozen=True)
class FilledApart:
    """receipt: as fill.Receipt.to_json()."""

    data: bytes
    receipt: dict[str, Any]


def read_apart(data: bytes, name: str, kept: list[FillPlace] | None = None) -> dict[str, Any]:
    """{"origin", "counts", "parts", "carried"}; parts: title and content, zlib of JSON, of each as
    layout.py gives it; carried: for each kept place the key where it is now or None, candidates
    as (key, score), and why it was doubted.

    Raises: FormRefused.
    """
    asked = {"act": "read", "name": name, "kept": [place.to_json() for place in kept or ()]}
    try:
        answer = _answer(asked, data)
    except (FormChildFailed, subprocess.TimeoutExpired) as wrong:
        raise FormRefused("too_long", str(wrong)[:200]) from wrong
    return answer | {"parts": unpacked(answer["parts"])}


def fill_apart(
    data: bytes, name: str, values: dict[str, Any], to: str, may_break: bool = False
) -> FilledApart:
    """As fill.fill, with places by key. Raises: FormRefused, ValueRefused, FormChanged."""
    asked = {"act": "fill", "name": name, "to": to, "may_break": may_break}
    asked["values"] = packed(values)
    answer = _answer(asked, data)
    return FilledApart(base64.b64decode(answer["data"]), answer["receipt"])


def _answer(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    request = json.dumps(asked).encode() + b"\n" + data
    # -I: nothing but what is installed; the child finds the program's folder itself.
    command = [sys.executable, "-I", str(CHILD)]
    child = subprocess.run(command, input=request, capture_output=True, timeout=LONGEST_S)
    if child.returncode != 0:
        reason = child.stderr.decode(errors="replace")[-LONGEST_REASON:]
        raise FormChildFailed(f"status {child.returncode}: {reason}")
    answer = json.loads(child.stdout)
    match answer.get("refused"):
        case ["form", code, detail]:
            raise FormRefused(code, detail)
        case ["value", code, place]:
            raise ValueRefused(code, place)
        case ["changed", code, detail]:
            raise FormChanged(code, detail)
    return answer


def packed(value: Any) -> Any:
    """Plain data with bytes, as JSON can say it."""
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: packed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    return value


def unpacked(value: Any) -> Any:
    """What packed() was given."""
    if isinstance(value, dict) and value.keys() == {"bytes"}:
        return base64.b64decode(value["bytes"])
    if isinstance(value, dict):
        return {key: unpacked(one) for key, one in value.items()}
    if isinstance(value, list):
        return [unpacked(one) for one in value]
    return value
