"""The page on which a person says their own comment better, whatever it is about."""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask_babel import gettext as _

from civic.db import db


def edited(form, edit: Callable[[str], None], back: str, title: str):
    """The form again while something is to be said of it; else the words go to edit, and one goes
    back. title: of what the comment is about."""
    if not form.validate_on_submit() or form.asks_about_masks():
        page = render_template("people/edit_comment.html", form=form, back=back, title=title)
        return page, 422 if form.errors else 200
    edit(form.body.data)
    db.session.commit()
    flash(_("의견을 고쳤어요."), "ok")
    return redirect(back, 303)
