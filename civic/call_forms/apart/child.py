"""Run by asking.py: a form read or filled. On stdin a line of JSON and the file; out comes JSON."""

import base64
import gc
import importlib.util
import json
import resource
import sys
import types
import zlib
from pathlib import Path

MEMORY = 2 * 2**30  # bytes of addresses
CPU_S = {"read": 30, "fill": 90}  # somebody waits for the first; the largest form takes four


def main() -> None:
    gc.disable()  # a fifth of the time, looking for what is seldom there: all goes with the process
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    longest = CPU_S[asked["act"]]
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    # The rooms below the features alone: importing civic itself would assemble the whole program,
    # and python-hwpx all it knows of documents, of which .hwp needs a part.
    _without_its_beginning("civic", [str(Path(__file__).parents[2])])
    library = importlib.util.find_spec("hwpx")
    if library is not None:
        _without_its_beginning("hwpx", list(library.submodule_search_locations or ()))
    sys.stdout.write(json.dumps(_answer(asked, sys.stdin.buffer.read())))


def _without_its_beginning(name: str, folders: list[str]) -> None:
    """A package whose modules can be imported, and whose own __init__ is not run."""
    package = types.ModuleType(name)
    package.__path__ = folders
    sys.modules[name] = package


def _answer(asked: dict, data: bytes) -> dict:
    from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused

    try:
        return (_read if asked["act"] == "read" else _fill)(asked, data)
    except FormRefused as wrong:
        return {"refused": ["form", wrong.code, wrong.detail]}
    except ValueRefused as wrong:
        return {"refused": ["value", wrong.code, wrong.place]}
    except FormChanged as wrong:
        return {"refused": ["changed", wrong.code, wrong.detail]}


def _read(asked: dict, data: bytes) -> dict:
    from civic.call_forms.apart.asking import packed
    from civic.call_forms.layout import parts_of
    from civic.call_forms.match import carry_over
    from civic.call_forms.place import READING, FillPlace
    from civic.call_forms.read import read_form

    form = read_form(data, asked["name"])
    kept = [FillPlace.from_json(place) for place in asked["kept"]]
    return {
        "origin": form.origin,
        "counts": {
            "paragraphs": len(form.tree.paragraphs),
            "tables": len(form.tree.tables),
            "places": len(form.places),
            "reading": READING,
        },
        "parts": packed([_packed(part) for part in parts_of(form)]),
        "carried": [
            {
                "found": one.new_place.key if one.new_place else None,
                "candidates": [[place.key, round(score, 3)] for place, score in one.candidates],
                "why": one.why,
            }
            for one in carry_over(kept, form.places)
        ],
    }


def _packed(part: dict) -> dict:
    """Small, so that a web worker never holds a large form whole."""
    return {"title": part["title"], "content": zlib.compress(json.dumps(part).encode())}


def _fill(asked: dict, data: bytes) -> dict:
    from civic.call_forms.apart.asking import unpacked
    from civic.call_forms.fill import fill

    values = unpacked(asked["values"])
    filled = fill(data, asked["name"], values, asked["to"], asked["may_break"])
    content = base64.b64encode(filled.data).decode()
    return {"data": content, "receipt": filled.receipt.to_json()}


if __name__ == "__main__":
    main()
