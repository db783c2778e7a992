"""What became of the rows of an import, as its pages show it and as CSV files hold it."""

from flask import Response, url_for
from flask_babel import gettext as _

from civic.documents.csv_cells import write_csv
from civic.issues.importing.labels import left_out_row, mistake_row

SHOWN_MISTAKES, SHOWN_LEFT_OUT = 50, 200


def beginnings(left_out, mistakes) -> dict:
    """The first rows of both lists as pages show them, and how many there are."""
    shown = [(row, *left_out_row(row, _address())[2:]) for row in left_out[:SHOWN_LEFT_OUT]]
    unseen = left_out[SHOWN_LEFT_OUT:]
    return {
        "left_out": shown,
        "listed_count": len(left_out),
        "unseen_left_out": any(row.why != "same_number" for row in unseen),
        "left_out_count": sum(row.why != "same_number" for row in left_out),
        "mistakes": [mistake_row(mistake) for mistake in mistakes[:SHOWN_MISTAKES]],
        "mistakes_count": len(mistakes),
    }


def mistakes_csv(mistakes) -> Response:
    header = [_("행"), _("열"), _("오류"), _("적힌 값")]
    return _csv("mistakes.csv", header, map(mistake_row, mistakes))


def left_out_csv(left_out) -> Response:
    rows = [left_out_row(row, _address(external=True)) for row in left_out]
    return _csv("left-out.csv", [_("행"), _("내용"), _("이유"), _("같은 제보")], rows)


def _address(external=False):
    return lambda issue_id: url_for("issues.show", issue_id=issue_id, _external=external)


def _csv(name, header, rows):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_csv(header, rows), mimetype="text/csv", headers=headers)
