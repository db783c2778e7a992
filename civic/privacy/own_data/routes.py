"""내 정보: what is stored of whoever asks, and all of it as one file."""

from flask import Blueprint, render_template, send_file
from flask_login import current_user

from civic.privacy.own_data.archive import own_archive
from civic.privacy.own_data.collecting import own_photos, own_rows
from civic.web.limits import by_setting

bp = Blueprint("own_data", __name__, url_prefix="/mine/data")


@bp.get("/")
def show():
    tables = list(own_rows(current_user))
    return render_template(
        "privacy/own_data/show.html", tables=tables, photos=own_photos(current_user)
    )


@bp.post("/download")
@by_setting("UPLOAD_LIMIT")
def download():
    response = send_file(
        own_archive(current_user),
        mimetype="application/zip",
        as_attachment=True,
        download_name="my-data.zip",
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
