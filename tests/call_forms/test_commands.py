"""`flask plans read-form` and `fill-form`, which need neither a key nor a database."""

import json

import pytest
from click.testing import CliRunner

from civic.plans.form_cli import fill_form, read_form_command
from civic.settings.config import WITHOUT_KEY
from tests.call_forms.small_forms import hwpx_form, png


def _run(tmp_path, values, out="out.hwp", *options):
    (tmp_path / "form.hwpx").write_bytes(hwpx_form())
    (tmp_path / "map.json").write_text(json.dumps(values), encoding="utf-8")
    (tmp_path / "p.png").write_bytes(png())
    names = [str(tmp_path / name) for name in ("form.hwpx", "map.json", out)]
    command = [names[0], "--map", names[1], "--out", names[2], *options]
    return CliRunner().invoke(fill_form, command), tmp_path / out


def test_places_are_listed_and_told_as_json(tmp_path):
    (tmp_path / "form.hwpx").write_bytes(hwpx_form())
    name = str(tmp_path / "form.hwpx")
    told = json.loads(CliRunner().invoke(read_form_command, [name, "--json"]).stdout)
    assert {"kind", "label", "path", "old", "key"} <= set(told["places"][0])
    listed = CliRunner().invoke(read_form_command, [name, "--find", "총사업비"]).stdout
    assert "OO백만원" in listed.splitlines()[0]


def test_a_form_is_filled_of_a_map(tmp_path):
    values = {"총사업비": "7백만원", "1. 사업 개요": {"block": ["글", {"picture": "p.png"}]}}
    result, out = _run(tmp_path, values)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"\xd0\xcf\x11\xe0")


def test_a_preview_makes_no_file(tmp_path):
    result, out = _run(tmp_path, {"신청 지자체": "나래시"}, "out.hwpx", "--preview")
    assert "가온시 → 나래시" in result.output
    assert not out.exists()


def test_the_commands_need_no_key():
    assert {"plans read-form", "plans fill-form"} <= set(WITHOUT_KEY)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('{"담당부서": "가", "담당부서": "나"}', "값이 둘이에요"),
        ('{"담당부서": NaN}', "이런 값을 넣을 수 없어요"),
        ('{"담당부서": 1e999}', "이런 값을 넣을 수 없어요"),
        ('{"담당부서": null}', "이런 값을 넣을 수 없어요"),
        (json.dumps({"담당부서": "가" * 20_001}), "너무 길어요"),
        ("[1]", "{자리: 값}이 아니에요"),
        ('{"담당', "JSON이 아니에요"),
    ],
)
def test_a_map_that_says_no_clear_value_makes_no_file(tmp_path, said, why):
    (tmp_path / "form.hwpx").write_bytes(hwpx_form())
    (tmp_path / "map.json").write_text(said, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("form.hwpx", "map.json", "out.hwpx")]
    result = CliRunner().invoke(fill_form, [names[0], "--map", names[1], "--out", names[2]])
    assert (result.exit_code, why in result.output) == (2, True), result.output
    assert not (tmp_path / "out.hwpx").exists()


def test_a_file_that_can_not_be_written_is_said(tmp_path):
    result, _out = _run(tmp_path, {"담당부서": "가"}, "no folder/out.hwpx")
    assert result.exit_code == 2 and "파일을 쓸 수 없어요" in result.output
