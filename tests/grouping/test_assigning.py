"""A new text is offered the group it fits, with the words they share; nothing else moves."""

from civic.grouping import Text, assign, fit
from tests.grouping.invented import TOPICS, nouns_of, texts_on, vectors_of


def assigned(new: list[Text], groups=None):
    texts = texts_on()
    groups = groups or [[text.number for text in texts if topic in text.title] for topic in TOPICS]
    all_texts = [*texts, *new]
    features = fit(all_texts, nouns_of(all_texts), vectors_of(all_texts))
    return assign(features, groups, [text.number for text in new])


def test_a_new_text_goes_where_its_topic_is_and_says_why():
    (one,) = assigned([Text(500, "마을버스 배차 간격이 길어요", "버스 정류장 노선 배차", "민지")])
    assert one.number == 500
    assert one.group == list(TOPICS).index("버스") == one.nearest[0]
    assert one.sure
    assert 1 <= len(one.words) <= 3
    assert set(one.words) <= {"마을버스", "배차", "간격", "노선", "정류장", "버스"}


def test_a_text_on_nothing_known_goes_nowhere():
    foreign, blank = assigned(
        [Text(501, "반려견 목줄", "반려견 목줄 광장", "준호"), Text(502, "", "", "준호")]
    )
    assert foreign.group is None
    assert blank.group is None and blank.words == () and blank.nearest == ()


def test_empty_groups_and_texts_that_are_gone_are_passed_over():
    texts = texts_on()
    buses = [text.number for text in texts if "버스" in text.title]
    (one,) = assigned(
        [Text(503, "마을버스 배차 간격", "버스 정류장 노선", "민지")], groups=[[], [9999, *buses]]
    )
    assert one.group == 1


def test_without_groups_there_is_nothing_to_offer():
    texts = texts_on()
    features = fit(texts, nouns_of(texts))
    (one,) = assign(features, [], [1])
    assert one.group is None and one.nearest == ()
