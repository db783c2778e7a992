"""소식 받기: who follows an issue by themselves, by asking, and through a merge."""

import io

import pytest

from civic.db import db
from civic.issues.following import Follow
from civic.issues.listing.listed import NotListed


@pytest.fixture
def issue(report, minji):
    return report(minji)


def followers(issue):
    return set(db.session.scalars(issue.followers()))


def test_the_reporter_who_supports_and_who_comments_follow(issue, minji, junho, person):
    hana = person("하나")
    issue.support(junho)
    issue.comment(hana, "저도 그래요.", "say-it-once")
    db.session.commit()
    assert followers(issue) == {minji.id, junho.id, hana.id}


def test_a_support_does_not_bring_back_who_stopped_following(issue, minji, junho):
    issue.follow(junho)
    issue.stop_following(junho)
    issue.support(junho)
    db.session.commit()
    assert followers(issue) == {minji.id}


def test_the_page_says_at_once_that_a_supporter_hears_of_it(issue, junho, as_person):
    address = f"/gaon/1/issues/{issue.id}/support"
    part = as_person(junho).post(address, headers={"HX-Request": "true"}).text
    assert '<div id="following" hx-swap-oob="true">' in part and "소식 그만 받기" in part
    page = as_person(junho).get(f"/gaon/1/issues/{issue.id}").text
    assert page.count('id="following"') == 1 and "hx-swap-oob" not in page


def test_this_is_it_supports_and_follows_at_once(issue, minji, junho, as_person):
    answer = as_person(junho).post(f"/gaon/1/issues/{issue.id}/same")
    assert answer.status_code == 303 and answer.location == f"/gaon/1/issues/{issue.id}"
    db.session.refresh(issue)
    assert issue.supports_count == 1
    assert followers(issue) == {minji.id, junho.id}


def test_this_is_it_takes_the_photos_of_the_report_form_along(issue, junho, as_person, jpeg):
    big = b"\xff\xd8" + b"0" * 2_000_000
    data = {"title": "버스", "photos": (io.BytesIO(big), "a.jpg")}
    answer = as_person(junho).post(f"/gaon/1/issues/{issue.id}/same", data=data)
    assert answer.status_code == 303
    assert junho.id in followers(issue)


def test_this_is_it_out_of_phase_neither_supports_nor_follows(
    issue, minji, junho, as_person, open_phase
):
    open_phase("vote")
    assert as_person(junho).post(f"/gaon/1/issues/{issue.id}/same").status_code == 409
    assert followers(issue) == {minji.id}


def test_following_is_possible_in_any_phase_and_can_be_withdrawn(
    issue, minji, junho, as_person, open_phase
):
    open_phase("submit")
    his, address = as_person(junho), f"/gaon/1/issues/{issue.id}/follow"
    his.post(address)
    his.post(address)
    assert followers(issue) == {minji.id, junho.id}
    assert "소식 그만 받기" in his.get(f"/gaon/1/issues/{issue.id}").text

    part = his.post(f"{address}/withdraw", headers={"HX-Request": "true"})
    assert "소식 받기" in part.text and "<html" not in part.text
    assert followers(issue) == {minji.id}


def test_a_comment_does_not_bring_back_who_stopped_following(issue, minji, open_phase):
    issue.stop_following(minji)
    issue.comment(minji, "덧붙여요.", "say-it-once")
    db.session.commit()
    assert followers(issue) == set()
    issue.follow(minji)
    assert followers(issue) == {minji.id}


def test_a_merge_joins_followers_and_its_undo_parts_them_again(issue, report, junho, minji, person):
    seoyeon = person("서연", "planner")
    same = report(junho, title="마을버스 배차 간격")
    merge = same.merge_into(issue, seoyeon)
    db.session.commit()
    assert followers(issue) == {minji.id, junho.id}
    with pytest.raises(NotListed):
        same.follow(minji)

    merge.undo(seoyeon, "")
    db.session.commit()
    assert (followers(issue), followers(same)) == ({minji.id}, {junho.id})


def test_who_stops_after_a_merge_hears_of_neither(issue, report, minji, person):
    same = report(minji, title="마을버스 배차 간격")
    same.merge_into(issue, person("서연", "planner"))
    issue.stop_following(minji)
    db.session.commit()
    assert followers(issue) == set()
    assert len(db.session.scalars(db.select(Follow)).all()) == 2


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, issue):
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "소식 받기" in page
    assert client.post(f"/gaon/1/issues/{issue.id}/follow").location.startswith("/sign-in")
