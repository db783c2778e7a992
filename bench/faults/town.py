"""가온시 in the database of a set-up, its people, and what must still be true afterwards."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.faults.parts import SETTINGS
from civic import create_app
from civic.db import db, now
from civic.issues.models import Issue, rebuild_round_index
from civic.issues.support import Support
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.photos.models import Photo
from civic.photos.stored import names_of
from civic.rounds.models import Round
from civic.rounds.recounting import recount_all
from civic.rounds.rules import PHASES
from civic.schema_version import make_tables
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal import promises
from tests.factory import add_district, add_issue, add_person, add_solution, open_city

FORM_SECRET = "b" * 40
SPREAD = timedelta(days=30)
FIRST_ISSUES = 20


class Town:
    """The city's rows, read and made by a program of this process on the same database."""

    def __init__(self, settings: dict[str, str]):
        known = {
            **SETTINGS,
            **settings,
            "PROXIES": 1,
            "SECURE_COOKIES": True,
            "LIMIT_STORAGE": "memory://",
        }
        self.app = create_app(**known)
        self.tokens: dict[str, str] = {}

    def settle(self, people: int, solutions=20, issues=FIRST_ISSUES, all_open=True) -> None:
        """A round with every phase open at once, or all yet to come; people who live there."""
        with self.app.app_context():
            make_tables(db.engine)
            first, last = (now() - SPREAD, now() + SPREAD) if all_open else _to_come()
            round = open_city(dict.fromkeys(PHASES, (first, last)))
            place = round.municipality
            for number, name in enumerate(("달내동", "느티동")):
                add_district(place, number, name, base_on=now().date())
            for number in range(1, issues + 1):
                add_issue(round, number, title=f"처음부터 있던 문제 {number}")
            for number in range(1, solutions + 1):
                add_solution(round, number, status="on_ballot", cost_won=200_000_000)
            round.next_receipt = issues + 1
            rebuild_round_index(round)
            self.tokens = {
                f"p{n}": self._signed_in(add_person(f"주민{n}", city=place, lives=True))
                for n in range(people)
            }
            for name, role in (("서연", "planner"), ("도윤", "consultant")):
                self.tokens[role] = self._signed_in(add_person(name, role, city=place))
            db.session.commit()
            db.session.remove()

    @staticmethod
    def _signed_in(person: Person) -> str:
        return SignIn.open(person, device="bench")

    def begin(self, kind: str) -> None:
        """That phase is open now, and no other: the round's days move."""
        with self.app.app_context():
            round = db.session.scalars(db.select(Round)).one()
            for phase in round.phases:
                days = 10 * (PHASES.index(phase.kind) - PHASES.index(kind))
                phase.starts_at = now() + timedelta(days=days, hours=-1)
                phase.ends_at = phase.starts_at + timedelta(days=10)
            db.session.commit()

    def forget(self) -> None:
        """An empty database again, for another town."""
        with self.app.app_context():
            for words in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
                db.session.execute(db.text(words))
            db.session.commit()
            db.engine.dispose()

    def look(self, query):
        """The first value of a select."""
        with self.app.app_context():
            value = db.session.scalar(query)
            db.session.expunge_all()  # a row is looked at after its session has ended
            return value

    def cookie(self, who: str) -> str:
        """What the browser of somebody signed in sends."""
        kept = {"_user_id": self.tokens[who], "_fresh": True, "csrf_token": FORM_SECRET}
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        return f"__Host-session={signer.dumps(kept)}"

    @property
    def form_token(self) -> str:
        key = self.app.config["WTF_CSRF_SECRET_KEY"]
        return URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(FORM_SECRET)

    def wrong_reports(self, sent: Mapping[str, bool]) -> list[str]:
        """Reports that are lost or double, photos without a file. sent: title → was it answered."""
        wrong = []
        with self.app.app_context():
            counts = dict(
                db.session.execute(
                    db.select(Issue.title, db.func.count()).group_by(Issue.title)
                ).all()
            )
            for title, answered in sent.items():
                count = counts.get(title, 0)
                if count > 1 or (answered and not count):
                    wrong.append(f"report {title}: {count} rows")
            there = {name for name, _ in self.app.extensions["photo_store"].names()}
            for key in db.session.scalars(db.select(Photo.key)):
                wrong += [f"photo {name} is missing" for name in names_of(key) if name not in there]
            db.session.rollback()
        return wrong

    def wrong_votes(
        self, answered: dict[str, list[int]], tried: dict[str, list[list[int]]]
    ) -> list:
        """answered: who → what the last answered ballot chose. tried: everything sent since."""
        wrong = []
        with self.app.app_context():
            for who, chosen in answered.items():
                person = SignIn.find(self.tokens[who]).person
                roll = db.session.scalars(db.select(Participation).filter_by(person_id=person.id))
                ballots = [Ballot.of(each) for each in roll]
                held = [sorted(ballot.solution_ids) for ballot in ballots if ballot]
                fine = [sorted(chosen), *map(sorted, tried.get(who, []))]
                if len(held) != 1 or held[0] not in fine:
                    wrong.append(f"ballot of {who}: {held}, answered was {chosen}")
            db.session.rollback()
        return wrong

    def wrong_supports(self, answered: Iterable[tuple[int, str]]) -> list[str]:
        """answered: (issue, who) of each support that was answered."""
        with self.app.app_context():
            stored = set(
                db.session.execute(db.select(Support.issue_id, Support.person_id)).tuples()
            )
            known = {who: SignIn.find(self.tokens[who]).person_id for _issue, who in answered}
            db.session.rollback()
        lost = [(issue, who) for issue, who in answered if (issue, known[who]) not in stored]
        return [f"support of {who} for {issue} is lost" for issue, who in lost]

    def wrong_counts(self) -> list[str]:
        """Kept counts against their rows, and every sealed vote against its seal."""
        with self.app.app_context():
            rounds = db.session.scalars(db.select(Round.id)).all()
            wrong = [
                f"{name}: {one}"
                for name, sentences in recount_all(rounds, only_look=True).items()
                for one in sentences
            ]
            sealed = promises.differing()
            wrong += [sentence for sentences in sealed.values() for sentence in sentences]
            db.session.rollback()
            return wrong


def _to_come():
    return now() + SPREAD, now() + 2 * SPREAD
