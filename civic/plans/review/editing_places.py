"""Where a planner corrects each block of the plan: the page of what it is made from."""

from flask import url_for

from civic.db import db
from civic.documents.model import Document
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.review.outline import part_of_blocks
from civic.plans.section.template import key_of
from civic.solutions.models import Solution
from civic.themes.models import Theme

# Part of a solution's sheet (section/sheets/projects.py) → where the office's form has it.
ON_SHEET = {
    **{part: part for part in ("problem", "approach", "site", "steps", "costs", "operation")},
    **{part: part for part in ("running", "effect", "cases")},
    **{"plan": "steps", "money": "costs", "gap": "costs", "similar": "cases", "case": "cases"},
}
SCREENED = ("screening", "verdict", "verdict-cost")
FOLLOW_UP = {"follow_up.activities": "activities", "follow_up.yearly": "years"}


def edit_addresses(plan: Plan, document: Document) -> dict[str, str]:
    """Key of a block → the page on which a planner corrects it: the paragraph, what they brought,
    the solution's sheet, the theme, the activities and years, or the chapter of the template. What
    is only counted has none."""
    rows = BlockRows(plan)
    addresses = {key: rows.address(key, part) for key, part in part_of_blocks(document).items()}
    return {key: address for key, address in addresses.items() if address}


class BlockRows:
    """The rows that blocks of a plan are made from, as they are now."""

    def __init__(self, plan: Plan):
        self.written = {each.key: each.id for each in plan.paragraphs()}
        self.own = {row.key: row.id for row in Material.of(plan.round)}
        chapters = plan.template_in_use()["chapters"]
        self.named = {
            each["part"]: {key_of(block) for block in each["blocks"]} for each in chapters
        }
        numbers = db.select(Solution.number, Solution.id).filter_by(round_id=plan.round.id)
        self.solutions = {str(number): id for number, id in db.session.execute(numbers)}
        self.themes = {str(theme.id): theme.id for theme in Theme.options_of(plan.round)}

    def address(self, key: str, part: str) -> str | None:
        kind, about, piece = (*key.split("."), "", "")[:3]
        base = f"{kind}.{about}"
        if base in self.written:
            return url_for("plans.writing.edit_paragraph", paragraph_id=self.written[base])
        if base in self.own:
            return url_for("plans.material.edit", material_id=self.own[base])
        if kind == "sheet" and about in self.solutions:
            return self._of_sheet(self.solutions[about], piece)
        if kind == "theme" and about in self.themes:
            return url_for("themes.desk.texts.show", theme_id=self.themes[about])
        if key in FOLLOW_UP:
            return url_for("plans.follow_up.edit", _anchor=FOLLOW_UP[key])
        if key in self.named.get(part, ()):
            return url_for("plans.writing.chapter", part=part)
        return None

    def _of_sheet(self, solution_id: int, piece: str) -> str | None:
        if piece in ON_SHEET:
            return url_for(
                "solutions.project_plan.edit", solution_id=solution_id, _anchor=ON_SHEET[piece]
            )
        if piece in SCREENED:
            return url_for("solutions.screening.form", solution_id=solution_id)
        return None
