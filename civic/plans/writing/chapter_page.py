"""The pages on which a planner edits the template and one chapter of it."""

from flask import render_template
from flask_babel import gettext as _

from civic.documents.canonical import canonical, fingerprint
from civic.plans.finders import plan_here
from civic.plans.meanwhile import saved_meanwhile
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.sheets import SHEETS
from civic.plans.section.tables import TABLES
from civic.plans.section.template import EXAMPLE
from civic.plans.writing.previews import ChapterPreview, preview_of
from civic.plans.writing.template_copy import frame_of

NOTHING = ChapterPreview({}, {})


def changed_meanwhile() -> str:
    return _(
        "그사이 다른 담당자가 이 장을 고쳤어요. 여기 적은 것은 그대로 있어요. 새 창에서 이 장을 "
        "열어 견주어 보고, 다시 저장하면 여기 적은 것으로 바뀌어요."
    )


def template_page(form, before, status):
    """status: 409 where a colleague saved since the form was opened."""
    if status == 409:
        form.form_errors.append(saved_meanwhile())
        form.seen.data = frame_of(plan_here().template_in_use())
    context = {"form": form, "parts": EXAMPLE["chapters"], "in_use": chapters_by_part(before)}
    return render_template("plans/writing/template.html", **context, plan=plan_here()), status


def chapter_page(form, part, before):
    form.seen.data = fingerprint(canonical(before))
    snapshot = plan_here().snapshot()
    shown = preview_of(snapshot.data, _paragraphs(form)) if snapshot else NOTHING
    context = {
        "captions": {name: kind.caption for name, kind in (TABLES | PICTURES).items()},
        "sheets": {name: kind.caption for name, kind in SHEETS.items()},
        "shown": shown.lines,
        "figures": [
            (name, figure.says, shown.figures.get(name)) for name, figure in FIGURES.items()
        ],
    }
    return render_template("plans/writing/chapter.html", form=form, part=part, **context)


def _paragraphs(form) -> list[dict]:
    return [entry.form.block for entry in form.blocks if entry.form.block.get("text")]


def chapters_by_part(template: dict) -> dict[str, dict]:
    return {chapter["part"]: chapter for chapter in template["chapters"]}
