"""소식 받기 on solutions: proposer and commenters by themselves, others by asking."""

from civic.db import db


def followers(solution):
    return set(db.session.scalars(solution.followers()))


def test_the_proposer_and_who_comments_follow(solution, minji, person):
    junho = person("준호")
    solution.comment(junho, "좋아요.", request_key="say-it-once")
    db.session.commit()
    assert followers(solution) == {minji.id, junho.id}


def test_following_can_be_asked_for_and_withdrawn(solution, minji, person, as_person):
    junho = person("준호")
    his, address = as_person(junho), f"/gaon/1/solutions/{solution.id}/follow"
    assert his.post(address).status_code == 303
    assert "소식 그만 받기" in his.get(f"/gaon/1/solutions/{solution.id}").text
    assert junho.id in followers(solution)
    his.post(f"{address}/withdraw")
    assert followers(solution) == {minji.id}


def test_a_comment_does_not_bring_back_who_stopped_following(solution, minji):
    solution.stop_following(minji)
    solution.comment(minji, "덧붙여요.", request_key="say-it-once")
    db.session.commit()
    assert followers(solution) == set()
