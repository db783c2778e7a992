"""The words of a plan as they are taken back: each paragraph, each chapter of the template, and
what is around the chapters."""

from civic.db import db
from civic.documents.canonical import canonical
from civic.people.models import Person
from civic.plans.models import Plan
from civic.plans.section.template import check_template
from civic.plans.writing.paragraphs import Paragraph, Section
from civic.rounds.edits.kinds import Kind, Units
from civic.rounds.models import Round

FRAME = "frame"
CHAPTER = "chapter "
PARAGRAPH = "paragraph "


class Words(Kind):
    code = "words"

    def read(self, round: Round) -> Units:
        plan = Plan.of(round)
        if plan is None:  # its first words leave the call's template as it is
            return _template_units(Plan(round=round).template_in_use())
        db.session.refresh(plan, ["template", "template_confirmed_at"])
        return _paragraphs(plan) | _template_units(plan.template_in_use())

    def write(self, round: Round, units: Units, planner: Person) -> None:
        plan = Plan.start(round)
        plan.lock()
        template = {unit: units[unit] for unit in units if not unit.startswith(PARAGRAPH)}
        for unit in units.keys() - template.keys():
            _write_paragraph(plan, unit.removeprefix(PARAGRAPH), units[unit], planner)
        if template:
            _write_template(plan, template)
        plan.keep_words(planner)

    def subject(self, unit: str) -> str:
        return "paragraph" if unit.startswith(PARAGRAPH) else "template"


def _paragraphs(plan: Plan) -> Units:
    columns = Paragraph.text, Paragraph.under, Paragraph.position
    query = db.select(Paragraph.key, *columns).join(Section).where(Section.plan_id == plan.id)
    rows = db.session.execute(query.where(Paragraph.removed_at.is_(None)))
    return {
        f"{PARAGRAPH}{key}": {"text": text, "under": under, "position": position}
        for key, text, under, position in rows
    }


def _write_paragraph(plan: Plan, key: str, value: dict | None, planner: Person) -> None:
    query = db.select(Paragraph).join(Section).where(Section.plan_id == plan.id)
    row = query.where(Paragraph.key == key).execution_options(populate_existing=True)
    paragraph = db.session.scalars(row).one()  # its row stays when it is removed
    if value is None:
        paragraph.remove(planner)
    else:
        paragraph.bring_back(value["text"], planner)
        paragraph.under, paragraph.position = value["under"], value["position"]


def _template_units(template: dict) -> Units:
    chapters = {f"{CHAPTER}{each['part']}": each for each in template["chapters"]}
    around = {name: value for name, value in template.items() if name != "chapters"}
    return chapters | {FRAME: around | {"order": list(chapters)}}


def _write_template(plan: Plan, units: Units) -> None:
    """A chapter that comes back where a colleague put the others in order since goes last."""
    whole = _template_units(plan.template_in_use()) | units
    frame = whole.pop(FRAME)
    there = [unit for unit, chapter in whole.items() if chapter is not None]
    order = [unit for unit in frame["order"] if unit in there]
    order += [unit for unit in there if unit not in order]
    around = {name: value for name, value in frame.items() if name != "order"}
    template = check_template(around | {"chapters": [whole[unit] for unit in order]})
    of_call = check_template(plan.round.call.template or {})
    # A copy that says what the call's does would hold back what the call changes later.
    plan.template = None if canonical(template) == canonical(of_call) else template
