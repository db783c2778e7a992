"""The list stays light: 20 rows with long titles and photos in 15 KB."""

from civic.db import db
from civic.issues.models import rebuild_round_index

LONG = "마을버스를 한 시간 넘게 기다려야 해서 장을 보러 갈 수가 없어요 "


def test_a_list_of_twenty_weighs_at_most_15_kb(client, round, person, report):
    minji = person("민지")
    for n in range(25):
        issue = report(minji, title=f"{LONG}{n} {n**7}"[:100])
        issue.cover_key, issue.cover_alt = f"{n:032x}", f"{LONG}{n * n}"
    rebuild_round_index(round)
    db.session.commit()
    answer = client.get("/gaon/1/issues/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= 15_000
