"""Words and numbers as awkward as a real city's, put over everything people of the invented city
wrote."""

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.people.models import Person
from civic.places.models import District
from civic.plans.review.models import Remark
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.solutions.parts import BuildStep
from civic.targets.models import Indicator

ONE_WORD = (
    "어린이보호구역불법주정차무인단속카메라설치및보행안전시설확충요청민원처리결과통보대기중인장기미해결"
    * 2
)
ONE_WORD = ONE_WORD[:60]
A_LINE = f"{ONE_WORD} 때문에 아침마다 아이들이 찻길로 걸어 다녀서 정말 위험해요 "
WRITTEN = (
    *(Issue.title, Issue.body, Issue.place, Issue.cover_alt, IssueComment.body),
    *(Solution.title, Solution.summary, Solution.body, Solution.operator),
    *(BuildStep.title, BuildStep.detail, Indicator.name, Indicator.goal, Indicator.unit),
    *(Indicator.baseline_source, Indicator.formula, Indicator.method, Indicator.rationale),
    *(Person.name, Round.title, Remark.body, Remark.quote),
)
LARGE = {Issue.supports_count: 1_234_567, Round.budget_won: 4_999_999_999_999}


def make_hostile() -> None:
    """Every text as long as its column takes, and numbers in the millions. The caller commits."""
    for column in WRITTEN:
        most = column.type.length or 600
        text = (A_LINE * (most // len(A_LINE) + 1))[: most - 5]
        own = db.literal(text) + db.cast(column.class_.id, db.String)  # some are unique
        db.session.execute(db.update(column.class_).values({column: own}))
    for column, number in LARGE.items():
        db.session.execute(db.update(column.class_).values({column: number}))
    for district in db.session.scalars(db.select(District)):
        district.name = f"{district.name[:-1]}제일이삼사오육칠팔구{district.name[-1]}"
