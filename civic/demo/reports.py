"""What the demo's residents report and support, and what the office made of it."""

from datetime import datetime, timedelta
from random import Random

from flask import current_app

from civic.db import db
from civic.demo import content, pictures
from civic.demo.clock import living_at
from civic.issues.comments import IssueComment
from civic.issues.models import Issue, rebuild_round_index
from civic.issues.status import StatusChange
from civic.issues.support import Support
from civic.kept_counts import recount
from civic.photos.models import Photo
from civic.places.point_in_district import OutsideMunicipality

MERGES = {  # duplicate title → the title it is counted as
    "막차를 놓치면 집에 갈 방법이 없어요": "마을버스를 한 시간 넘게 기다려요",
    "통학 시간에 버스가 한 대뿐이에요": "마을버스를 한 시간 넘게 기다려요",
    "주말에는 배차 간격이 두 배예요": "마을버스를 한 시간 넘게 기다려요",
    "소화전 앞에 늘 차가 서 있어요": "장날마다 소방차가 못 지나가요",
}
NOT_CHOSEN = "해결방안이 주민 투표에서 뽑히지 않았어요. 다음 공모 때 다시 살펴볼게요."

DONE = "현장을 확인하고 고쳤어요. 다시 불편해지면 이 자리에 알려 주세요."


class Reports:
    """The reports of one demo round, told in the order of the story."""

    def __init__(self, round, stage, office, residents, wanted: set[str], photos_every: int):
        self.round, self.stage, self.office, self.residents = round, stage, office, residents
        self.chance = Random(f"reports-{stage.number}")
        self.wanted = wanted  # titles that a solution will answer: these are supported most
        self.photos_every = photos_every  # of the reports with a place, one in so many has photos
        self.issues: dict[str, Issue] = {}

    def report_until(self, until: datetime) -> dict[str, Issue]:
        """Make everything up to a moment; issues by title."""
        self.until = until
        for number, report in enumerate(content.reports(self.stage.number)):
            self._report(number, report)
        self._support()
        self._comment()
        self._merge()
        rebuild_round_index(self.round)
        return self.issues

    def _report(self, number, report):
        starts, ends = self.stage.period("report")
        last = min(ends, self.until) - timedelta(hours=2)
        moment = starts + (last - starts) * self.chance.random()
        here = next(d for d in self.round.municipality.districts if d.name == report.district)
        neighbours = [p for p in self.residents if p.home_district_id == here.id]
        reporter = self.chance.choice(neighbours)
        lat, lon = self._somewhere_in(here) if self.chance.random() > 0.12 else (None, None)
        with living_at(moment):
            photos = self._photos(number, report, reporter) if lat is not None else []
            self.issues[report.title] = Issue.report(
                self.round,
                reporter,
                request_key=f"demo-{self.stage.number}-{number}",
                photos=photos,
                title=report.title,
                body=report.body,
                category=report.category,
                district_id=here.id,
                place=report.place,
                lat=lat,
                lon=lon,
                shows_name=self.chance.random() < 0.3,
            )

    def _somewhere_in(self, district):
        """A point of the district, not far from its middle, to five decimals."""
        while True:
            lat = round(district.label_lat + self.chance.gauss(0, 0.012), 5)
            lon = round(district.label_lon + self.chance.gauss(0, 0.014), 5)
            try:
                here = self.round.municipality.district_at(lat, lon)
            except OutsideMunicipality:
                continue
            if here.id == district.id:
                return lat, lon

    def _photos(self, number, report, reporter):
        if number % self.photos_every:
            return []
        data, words = pictures.scene(report.category, self.stage.number * 100 + number)
        store = current_app.extensions["photo_store"]
        return [(Photo.take_in(store, data, reporter, None), words)]

    def _support(self):
        starts, ends = self.stage.period("report")[0], self.stage.period("propose")[1]
        last = min(ends, self.until)
        rows = []
        for title, issue in self.issues.items():
            share = self.chance.uniform(0.14, 0.36) if title in self.wanted else 0.0
            share = max(share, self.chance.betavariate(1, 9) * 0.4)
            for person in self._likely(issue, round(share * len(self.residents))):
                first = max(starts, issue.created_at)
                moment = first + (last - first) * self.chance.random()
                rows.append({"issue_id": issue.id, "person_id": person.id, "created_at": moment})
        db.session.execute(db.insert(Support), rows)
        Issue.recount_supports(*(issue.id for issue in self.issues.values()))

    def _likely(self, issue, count):
        """Supporters without repetition; neighbours are four times as likely."""
        keyed = [
            (
                self.chance.random() ** (1 / (4 if p.home_district_id == issue.district_id else 1)),
                p.id,
                p,
            )
            for p in self.residents
            if p.id != issue.reporter_id
        ]
        return [person for _, _, person in sorted(keyed, reverse=True)[:count]]

    def _comment(self):
        for issue in sorted(self.issues.values(), key=lambda i: -i.supports_count)[:24]:
            words = self.chance.sample(content.COMMENTS, self.chance.randint(1, 4))
            for n, body in enumerate(words):
                moment = min(issue.created_at + timedelta(hours=9 * (n + 1)), self.until)
                row = IssueComment(
                    issue_id=issue.id,
                    author_id=self.chance.choice(self.residents).id,
                    body=body,
                    request_key=f"demo-{issue.id}-{n}",
                    created_at=moment,
                )
                db.session.add(row)
        recount(Issue.comments_count, *(issue.id for issue in self.issues.values()))

    def _merge(self):
        for duplicate, target in MERGES.items():
            if duplicate in self.issues and target in self.issues:
                with living_at(self.stage.period("propose")[0] + timedelta(hours=5)):
                    self.issues[duplicate].merge_into(
                        self.issues[target],
                        self.office["서연"],
                        "같은 불편을 겪는 제보라 합쳤어요.",
                    )

    def settle(self, status_of: dict[str, str], moment: datetime) -> None:
        """Give every report its status. status_of: title → status where a solution decides it."""
        for title, issue in self.issues.items():
            if issue.merged_into_id:
                continue
            status, reason = self._fate(title, status_of)
            if status == "received":
                continue
            looked = min(issue.created_at + timedelta(days=3), moment)
            db.session.add(self._step(issue, "reviewing", "", looked))
            if status != "reviewing":
                step = self._step(issue, status, reason, moment)
                db.session.add(step)
                if status == "done" and issue.cover_key:
                    self._show_after(issue, step)
            issue.status = status
            issue.triaged_at = issue.handled_at = looked
            issue.triaged_by_id = self.office["서연"].id

    def _fate(self, title, status_of):
        if title in status_of:
            return status_of[title], NOT_CHOSEN if status_of[title] == "rejected" else ""
        luck = self.chance.random()
        if luck < 0.25:
            return "rejected", self.chance.choice(content.REJECTIONS)
        if luck < 0.33:
            return "asked", self.chance.choice(content.QUESTIONS)
        if self.stage.number == 1:
            if 0.5 <= luck < 0.6:
                return "done", DONE
            return ("building" if luck < 0.5 else "reviewing"), ""
        return ("reviewing", "") if luck < 0.85 else ("received", "")

    def _show_after(self, issue, step):
        """How it looks now, beside the photo of the report."""
        data, words = pictures.scene(issue.category, self._number_of(issue), mended=True)
        store = current_app.extensions["photo_store"]
        step.photo = Photo.take_in(store, data, self.office["서연"], None)
        step.photo.attach()
        step.photo_alt = words

    def _number_of(self, issue):
        return self.stage.number * 100 + list(self.issues).index(issue.title)

    def _step(self, issue, status, reason, moment):
        return StatusChange(
            issue_id=issue.id,
            status=status,
            reason=reason,
            actor_id=self.office["서연"].id,
            created_at=moment,
        )
