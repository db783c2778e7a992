"""What is said about files that can't be read as a table."""

from flask_babel import gettext as _

from civic.places.tables.grid import MAX_COLUMNS, MAX_ROWS, UnreadableFile


def about_file(wrong: UnreadableFile) -> str:
    """Why a file can't be read, and what to do."""
    return {
        "no_table": _("표 파일로 읽을 수 없어요. 엑셀에서 .xlsx나 CSV로 저장해서 올려 주세요."),
        "other_file": _(
            "표가 아니라 .%(really)s 파일이에요. 엑셀(.xlsx, .xls)이나 CSV 파일을 올려 주세요.",
            really=wrong.really,
        ),
        "broken": _(
            "파일이 깨졌거나 다 올라오지 않았어요. 엑셀에서 열어 다시 저장해서 올려 주세요."
        ),
        "old_markup": _(
            "엑셀이 아닌 형식으로 저장된 파일이에요. 엑셀에서 .xlsx로 다시 저장해 주세요."
        ),
        "locked": _("암호가 걸린 파일이에요. 암호를 풀고 저장해서 올려 주세요."),
        "encoding": _("글자를 읽을 수 없어요. CSV는 UTF-8이나 CP949(한글 윈도)로 저장해 주세요."),
        "quotes": _(
            "%(line)s번째 줄 근처에서 따옴표가 맞지 않거나 칸이 너무 길어요.", line=wrong.line
        ),
        "no_sheet": _("그런 시트가 없거나 비어 있어요."),
        "empty": _("파일이 비어 있어요."),
        "no_rows": _("열 제목만 있고 내용이 없어요."),
        "too_many_rows": _("한 번에 %(most)s행까지 가져올 수 있어요.", most=f"{MAX_ROWS:,}"),
        "too_many_columns": _(
            "열이 %(most)s개를 넘어요. 필요한 열만 새 시트에 붙여 넣어 올려 주세요.",
            most=MAX_COLUMNS,
        ),
        "too_large": _(
            "파일 안의 내용이 너무 커요. 필요한 행과 열만 새 파일에 붙여 넣어 올려 주세요."
        ),
    }[wrong.why]
