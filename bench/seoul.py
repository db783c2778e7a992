"""A whole round on Seoul's suggestions in a real city's boundaries, to be looked at page by page.

Imports the suggestions of ../shared/data as complaints of before, lets invented residents report,
meet, propose, vote and set targets, groups and names themes, and writes into a folder what a
planner would hand in: section, summary and deck in every format, and two public forms filled.
Nothing of the data is kept in the project. Where the data are absent it says so.
Run: python -m bench.seoul FOLDER
"""

import csv
import io
import shutil
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path
from random import Random

from werkzeug.datastructures import FileStorage

from civic import create_app
from civic.db import db, now
from civic.demo import content, pictures
from civic.demo.build import AGE_PERCENT, POPULATION_SOURCE, POPULATIONS, open_round
from civic.demo.clock import living_at
from civic.demo.people import move_in
from civic.demo.plan import go_on
from civic.demo.projects import plan_projects
from civic.demo.proposals import Proposals
from civic.demo.stage import Stage, stages
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.issues.models import Issue
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.people.models import Person
from civic.photos.models import Photo
from civic.places.geojson import read_boundaries
from civic.places.models import Municipality
from civic.places.population.models import Population
from civic.places.population.rows import BANDS
from civic.plans.call_form.form_places import FormText
from civic.plans.call_form.making import make_filled
from civic.plans.call_form.uploading import read_upload, upload
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.rounds.calls.models import load_calls
from civic.rounds.models import Round
from civic.schema_version import make_tables
from civic.solutions.catalogue.models import load_catalogue
from civic.themes.desk.quoting import quotables
from civic.themes.log import ThemeChange
from civic.themes.models import Theme
from civic.themes.proposals.adopting import adopt_all
from civic.themes.proposals.models import GroupingProposal
from civic.themes.proposals.run import GROUPINGS
from civic.themes.quotes import Quote
from tests.paths import SHARED

SUGGESTIONS = SHARED / "reports_ko" / "seoul_proposals.csv"
BOUNDARIES = SHARED / "boundaries" / "gangneung.geojson"
FORMS = {  # form → key of a place → what goes there; what is typed stands behind "="
    "01_예비창업패키지_사업계획서.hwp": {
        "cf35a95fec": "word:programme",
        "cd4e0a4456": "text=해당 없음",
        "c4368dbaff": "word:municipality",
        "b43250ada6": "text=주민과 함께 만드는 스마트도시",
        "bb489e0775": "text=교통, 안전, 환경",
        "b1860cb264": "chapter:overview",
        "b33cc1335f": "chapter:problems",
        "b337c37138": "table:solutions.result",
        "b5c0b70276": "table:solutions.sources",
        "b2a4396d9a": "table:follow_up.activities",
        "b003c089a6": "picture:solutions.chain",
    },
    "04_프로젝트계획서_누름틀.hwpx": {
        "f89b1c69b3": "text=주민이 제보한 도시문제를 스마트 솔루션으로 풂",
        "f59c9e90e5": "fact:votes.selected",
        "f7552a5577": "word:chosen",
        "fc80940429": "fact:people.participants",
        "cd81a334c0": "text=2021. 12. 29.",
        "c9d3fd79ff": "word:programme",
        "cb0cf8e364": "fact:round.period",
        "c9514c790f": "table:schedule.calendar",
        "c00930ea4b": "fact:votes.spent",
    },
}
RESIDENTS, REPORTS, THEMES = 600, 120, 10
CATEGORIES = {
    "transit": ("버스", "지하철", "택시", "정류장"),
    "parking": ("주차",),
    "walking": ("횡단보도", "보도", "도로", "자전거", "신호"),
    "safety": ("안전", "범죄", "가로등", "CCTV"),
    "environment": ("쓰레기", "미세먼지", "재활용", "공원", "나무"),
    "energy": ("에너지", "태양광", "전기"),
    "welfare": ("장애", "어르신", "노인", "아이", "육아", "보육"),
    "culture": ("문화", "시장", "관광", "축제"),
    "administration": ("민원", "공무원", "홈페이지", "행정"),
}
MEETINGS = (  # day of the round, what, where, what was said first
    (2, "briefing", "마을회관 설명회", "버스와 밤길을 가장 많이 이야기함"),
    (4, "workshop", "시민회관 원탁회의", "주차와 보행을 함께 보자는 뜻을 모음"),
    (6, "briefing", "시장 상인회 간담회", ""),
)
HEADS = {("60", "f"): 8, ("60", "m"): 7, ("70", "f"): 9, ("40", "m"): 6}
HEARD = ("버스 배차 간격이 너무 길어요", "골목 가로등이 어두워요", "주차할 곳을 찾기 어려워요")


def main(folder: Path) -> None:
    if not SUGGESTIONS.exists() or not BOUNDARIES.exists():
        print("Seoul's suggestions or the boundaries are not here (../shared/data)")
        return
    folder.mkdir(parents=True, exist_ok=True)
    base, grouped = folder / "seoul.sqlite3", folder / "grouped.sqlite3"
    base.unlink(missing_ok=True)
    if grouped.exists():
        shutil.copy(grouped, base)
    settings = {"DEMO": True, "SENDER": "memory", "ASSETS": "local"}
    settings["PHOTO_STORE"] = str(folder / "photos")
    app = create_app(**settings, DATABASE_URL=f"sqlite:///{base}")
    with app.app_context():
        if not grouped.exists():
            make_tables(db.engine)
            gather_voices(app, folder)
            db.session.remove()
            with sqlite3.connect(base) as now_there, sqlite3.connect(grouped) as kept:
                now_there.backup(kept)
        round, planner = decide()
        snapshot = freeze(Plan.start(round), planner)
        db.session.commit()
        write_documents(snapshot, folder)
        fill_forms(round, planner, snapshot, folder)


def gather_voices(app, folder: Path) -> None:
    """The city, its complaints of before, reports, meetings and themes."""
    load_calls()
    load_catalogue()
    city = start_city()
    stage = stages(now())[0]
    office, residents = move_in(city, RESIDENTS)
    round = open_round(city, stage)
    db.session.commit()
    rows = list(csv.DictReader(SUGGESTIONS.open(encoding="utf-8")))
    new = [row for row in rows if row["city_issue"] == "1"][:: 864 // REPORTS]
    import_complaints(app, [row for row in rows if row not in new], folder)
    report(round, stage, residents, new)
    meet(app, round, stage, office)
    db.session.commit()
    name_themes(round, stage, office["서연"])


def decide() -> tuple[Round, Person]:
    """Proposals, the vote, targets, and how what was chosen is carried out."""
    round = db.session.scalars(db.select(Round)).one()
    people = db.session.scalars(db.select(Person).order_by(Person.id)).all()
    office = {person.name: person for person in people if person.roles}
    stage = stages(now())[0]
    propose(round, stage, office, [person for person in people if not person.roles])
    consult = stage.period("consult")[0]
    plan_projects(round, office["서연"], consult)
    with living_at(consult):
        go_on(round, office["서연"])
    db.session.commit()
    return round, office["서연"]


def start_city() -> Municipality:
    """A real city's boundaries; its name and its people by age are invented."""
    source = "경계: 통계청 통계지리정보서비스(SGIS), 공공누리 제1유형"
    place = Municipality(slug="gangneung", name="강릉시", app_name="함께 정하는 강릉")
    db.session.add(place)
    boundaries = read_boundaries(BOUNDARIES.read_bytes())
    place.set_boundaries(boundaries, now().date(), source)
    db.session.flush()
    people = {
        (district.id, band): POPULATIONS[district.name[-1]] * share // 100
        for district in place.districts
        for band, share in zip(BANDS, AGE_PERCENT, strict=True)
    }
    Population.replace(place, people, POPULATION_SOURCE, now().date())
    return place


def import_complaints(app, rows: list[dict], folder: Path) -> None:
    path = folder / "민주주의 서울 시민제안.csv"
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*rows[0], "category"])
    writer.writeheader()
    writer.writerows({**row, "category": category_of(row)} for row in rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    columns = ("external_id=id", "title=title", "body=body", "supports=votes",
               "category=category", "created_at=created_at")  # fmt: skip
    pairs = [part for column in columns for part in ("--map", column)]
    codes = [part for code in CATEGORIES for part in ("--category", f"{code}={code}")]
    command = ["issues", "import", str(path), "--municipality", "gangneung", *pairs, *codes]
    answer = app.test_cli_runner().invoke(args=[*command, "--skip-errors"])
    print(answer.output[-300:])
    assert answer.exit_code == 0, answer.output


def category_of(row: dict) -> str:
    words = row["title"] + row["body"]
    return next((c for c, some in CATEGORIES.items() if any(w in words for w in some)), "other")


def report(round: Round, stage: Stage, residents: list[Person], rows: list[dict]) -> None:
    """Each of the rows by a resident, where they live, and supported by some."""
    chance = Random("seoul")
    starts, ends = stage.period("report")
    for n, row in enumerate(rows):
        person = chance.choice(residents)
        home = next(d for d in round.municipality.districts if d.id == person.home_district_id)
        moment = starts + (ends - starts) * (n + 1) / (len(rows) + 2)
        with living_at(moment):
            issue = Issue.report(
                round, person, request_key=f"seoul-{n}", title=row["title"][:80],
                body=row["body"][:2000], category=category_of(row), district_id=home.id,
                place="", lat=home.label_lat, lon=home.label_lon, shows_name=False,
            )  # fmt: skip
            for neighbour in chance.sample(residents, min(80, int(chance.paretovariate(0.9)))):
                if neighbour.id != person.id:
                    issue.support(neighbour)


def meet(app, round: Round, stage: Stage, office: dict[str, Person]) -> None:
    for n, (day, kind, title, minutes) in enumerate(MEETINGS):
        home = round.municipality.districts[n * 5]
        starts_at = stage.period("report")[0] + timedelta(days=day, hours=14)
        with living_at(starts_at - timedelta(days=1)):
            meeting = Meeting.plan(
                round, office["서연"], f"seoul-{n}", kind=kind, title=f"{home.name} {title}",
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="주민센터 2층",
                district_id=home.id, host="스마트도시팀", about="",
            )  # fmt: skip
        with living_at(starts_at + timedelta(hours=3)):
            meeting.write_up(0, HEADS, minutes, bool(minutes))
            data, words = pictures.scene("culture", n)
            store = app.extensions["photo_store"]
            meeting.add_photos([(Photo.take_in(store, data, office["서연"], None), words)])
            lines = [{"text": text, "category": "other", "people": 3 + n, "same_as_id": None}
                     for text in HEARD[n:]]  # fmt: skip
            batch = OpinionBatch.enter(meeting, office["서연"], f"seoul-lines-{n}", lines)
        with living_at(starts_at + timedelta(days=1)):
            batch.confirm_lines(office["지호"], {})


def name_themes(round: Round, stage: Stage, planner: Person) -> None:
    """Group, take over, name the largest and choose three quotes of each."""
    asked = GroupingProposal.ask(round, planner)
    db.session.commit()
    GROUPINGS.do_waiting()
    proposal = db.session.get_one(GroupingProposal, asked.id)
    assert proposal.state == "done", (proposal.state, proposal.failure)
    with living_at(stage.period("propose")[0]):
        ThemeChange.record(round, "adopt_all", planner, adopt_all(proposal))
        db.session.commit()
        largest = sorted(Theme.of(round), key=lambda theme: -theme.texts_count)[:THEMES]
        for theme in largest:
            first, second = theme.words[:2]
            sentence = f"{first}, {second}에 불편을 겪는 주민이 여러 읍면동에 있음"
            theme.rename(f"{first}·{second}", sentence, planner)
            Quote.choose(theme, [one.span for one in quotables(theme, [])[:3]], planner)
    db.session.commit()


def propose(round: Round, stage: Stage, office, residents) -> None:
    """The invented city's proposals, for what was suggested most in their category."""
    until = now()
    listed = db.select(Issue).filter_by(round_id=round.id, listed=True)
    most = db.session.scalars(listed.order_by(Issue.supports_count.desc(), Issue.id)).all()
    by_category: dict[str, list[Issue]] = {}
    for issue in most:
        by_category.setdefault(issue.category, []).append(issue)
    names = [district.name for district in round.municipality.districts]
    everything, issues = [], {}
    for n, proposal in enumerate(content.solutions(stage.number)):
        some = [by_category[proposal["category"]].pop(0) for _title in proposal["issues"]]
        issues |= {f"{issue.id}": issue for issue in some}
        here = {"issues": [f"{issue.id}" for issue in some], "districts": names[n : n + 2]}
        everything.append(proposal | here)
    proposals = Proposals(round, stage, office, residents, issues)
    proposals.everything = everything
    proposals.propose(until)
    proposals.vote(until, turnout=0.72)
    proposals.count()
    proposals.set_preferences(until, share=0.62)
    proposals.spread_points(until)
    proposals.override_target()
    db.session.commit()


def write_documents(snapshot: Snapshot, folder: Path) -> None:
    document = document_of(snapshot)
    for name, format in FORMATS.items():
        (folder / f"section.{name}").write_bytes(format.export(document))
    for name, format in SUMMARY_FORMATS.items():
        (folder / f"summary.{name}").write_bytes(format.export(document.summary))


def fill_forms(round: Round, planner: Person, snapshot: Snapshot, folder: Path) -> None:
    """What the form's labels propose, and what a planner would choose for others."""
    for name, chosen in FORMS.items():
        with (SHARED / "forms" / name).open("rb") as stream:
            form = upload(round, planner, *read_upload(FileStorage(stream, name)))
        form.confirm([row.key for row in form.places() if row.key], planner)
        places = form.all_places()
        for key, source in chosen.items():
            place, part = places[key]
            kind, _, words = source.partition("=")
            form.choose(place, part, planner, kind, {})
            if words:
                row = form.place(key)
                assert row is not None  # chosen just now
                FormText.write(row, snapshot.plan, planner, words)
        db.session.commit()
        for format in ("hwpx", "hwp"):
            filled = make_filled(form, snapshot, format, planner, lambda *_step: None)
            path = folder / f"{name[:2]}.{format}"
            path.write_bytes(filled["content"])
            print(path, len(filled["content"]), len(form.confirmed()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
