"""The sheets a template may ask for by name: the same few blocks for each of several things. Pure.

A block {"sheets": "solutions.sheets"} becomes a heading and what stands under it for each chosen
solution; see compile.py, which numbers the tables and pictures among them.
"""

from civic.plans.section.sheets.follow_up import yearly_sheets
from civic.plans.section.sheets.projects import project_sheets
from civic.plans.section.sheets.sheet_type import SheetType
from civic.plans.section.sheets.voices import voice_sheets

SHEETS: dict[str, SheetType] = {
    "problems.voices": SheetType("주제별 주민의 목소리(주제가 없으면 분야별)", voice_sheets),
    "follow_up.yearly": SheetType("연차별 성과목표", yearly_sheets),
    "solutions.sheets": SheetType("선정 해결방안별 사업 내용", project_sheets),
}
