"""`flask plans read-form FILE`, `flask plans fill-form FILE --map MAP.json --out FILE`. Pure.

Neither needs the database or a key; docs/FORMS.md tells what MAP.json holds.
"""

import json
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class FormUnusable(click.ClickException):
    """The form, the map or a value can't be used; why is said in a sentence."""

    exit_code = 2


@click.command("read-form")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--find", "asked", metavar="LABEL", help="Only places whose label reads like it.")
def read_form_command(file, as_json, asked):
    """The places of a form FILE: kind, label, path and what stands there now."""
    from civic.call_forms.find import find

    form = _read(file)
    scored = find(form, asked) if asked else [(place, None) for place in form.places]
    if as_json:
        listing = form.to_json()
        listing["places"] = [place.to_json() | _scored(score) for place, score in scored]
        click.echo(json.dumps(listing, ensure_ascii=False))
        return
    click.echo(f"{file.name}: 표 {len(form.tree.tables)}개 · 자리 {len(form.places)}곳", err=True)
    for place, _score in scored:
        click.echo(_line(place))


def _scored(score: float | None) -> dict[str, float]:
    return {} if score is None else {"score": round(score, 3)}


def _line(place) -> str:
    from civic.call_forms.labels import kind_word
    from civic.call_forms.normal import one_line

    hops = {"": "", "into": "↳", "under": "↓", "table": ""}.get(place.hops)
    arrow = place.hops.replace("right", "→").replace("down", "↓").replace(">", "")
    label = one_line(f"{place.label} {arrow if hops is None else hops}")[:60]
    other = f" ({one_line(place.above)[:20]})" if place.above else ""
    old = one_line(place.old)[:50]
    return f"{place.key}  {kind_word(place.kind)}  {label}{other}  [{place.path}]  {old}"


@click.command("fill-form")
@click.argument("file", type=_FILE)
@click.option("--map", "map_file", type=_FILE, required=True, help="JSON: place → value.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--preview", "only_preview", is_flag=True, help="Old → new; makes no file.")
@click.option("--may-break", is_flag=True, help="Tables with much in them go on over pages.")
@click.option("--json", "as_json", is_flag=True, help="The receipt as JSON.")
def fill_form(file, map_file, out, only_preview, may_break, as_json):
    """Fill a form FILE; its ending tells OUT's format: .hwpx, .hwp or .docx."""
    from civic.call_forms import labels
    from civic.call_forms.fill import fill, preview
    from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused

    values = _values(map_file)
    try:
        if only_preview:
            _show(preview(_read(file), values))
            return
        to = out.suffix.removeprefix(".").lower()
        filled = fill(_bytes(file), file.name, values, to, may_break)
    except FormRefused as wrong:
        raise FormUnusable(labels.about_form(wrong)) from wrong
    except ValueRefused as wrong:
        candidates = "".join(f"\n  {_line(place)}" for place in wrong.candidates)
        raise FormUnusable(labels.about_value(wrong) + candidates) from wrong
    except FormChanged as wrong:
        raise FormUnusable(labels.about_change(wrong)) from wrong
    try:
        out.write_bytes(filled.data)
    except OSError as wrong:
        raise FormUnusable(f"{out}: 파일을 쓸 수 없어요.") from wrong
    _tell(filled.receipt, as_json)


def _tell(receipt, as_json: bool) -> None:
    from civic.call_forms.labels import about_note

    if as_json:
        click.echo(json.dumps(receipt.to_json(), ensure_ascii=False))
        return
    _show(receipt.changed)
    same = receipt.untouched
    click.echo(
        f"그대로: 문단 {same.paragraphs} · 표 {same.tables} · 칸 {same.cells}"
        f" · 그림 {same.pictures} · 서식 {same.formats}"
    )
    click.echo(f"아직 채울 곳: {len(receipt.left)}")
    for left in receipt.left:
        click.echo(f"  [{left.path}] {left.text[:70]}")
    for note in receipt.notes:
        click.echo(about_note(note))


def _show(changes) -> None:
    for one in changes:
        old, new = (" ".join(text.split())[:50] for text in (one.old, one.new))
        click.echo(f"{one.key}  {one.label[:40]}  [{one.path}]  {old or '(빈칸)'} → {new}")


def _bytes(file: Path) -> bytes:
    """No more than a form may be: a file of gigabytes is not loaded to be refused."""
    from civic.call_forms.refusals import MAX_BYTES

    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _read(file: Path):
    from civic.call_forms.labels import about_form
    from civic.call_forms.read import read_form
    from civic.call_forms.refusals import FormRefused

    try:
        return read_form(_bytes(file), file.name)
    except FormRefused as wrong:
        raise FormUnusable(about_form(wrong)) from wrong


def _values(map_file: Path) -> dict[str, Any]:
    """Pictures are named by their file, beside MAP.json or by an absolute path."""
    try:
        text = map_file.read_text(encoding="utf-8-sig")
        values = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as wrong:
        raise FormUnusable(f"{map_file}: JSON이 아니에요.") from wrong
    if not isinstance(values, dict) or not values:
        raise FormUnusable(f"{map_file}: {{자리: 값}}이 아니에요.")
    return {place: _with_pictures(value, map_file.parent) for place, value in values.items()}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values for one place nobody can say which is meant. Raises: FormUnusable."""
    names = [name for name, _value in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FormUnusable(f"‘{twice}’ 자리에 값이 둘이에요.")
    return dict(pairs)


def _with_pictures(value: Any, folder: Path) -> Any:
    if isinstance(value, dict) and isinstance(value.get("picture"), str):
        try:
            return value | {"picture": (folder / value["picture"]).read_bytes()}
        except (OSError, ValueError) as wrong:
            raise FormUnusable(f"{value['picture']}: 그림 파일을 읽을 수 없어요.") from wrong
    if isinstance(value, dict) and isinstance(value.get("block"), list):
        return value | {"block": [_with_pictures(piece, folder) for piece in value["block"]]}
    return value
