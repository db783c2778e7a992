"""What the invented office keeps at its desk: departments, and words to answer with."""

from civic.people.models import Person
from civic.places.models import Municipality
from civic.triage.answers.models import AnswerTemplate
from civic.triage.departments.models import Department

DEPARTMENTS = ("교통과", "도로과", "복지정책과", "환경과")
ANSWERS = {
    "고쳤어요": "{접수번호} ‘{제목}’은 현장을 살펴보고 고쳤습니다. 알려 주셔서 고맙습니다.",
    "살펴보고 있어요": "{접수번호}은 {읍면동} 현장을 확인하고 있습니다. 정해지면 알려 드립니다.",
}


def furnish(place: Municipality, planner: Person) -> None:
    for name in DEPARTMENTS:
        Department.open(place, name)
    for name, body in ANSWERS.items():
        AnswerTemplate.keep(place, name, body, planner)
