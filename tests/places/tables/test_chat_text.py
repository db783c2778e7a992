"""Conversations that KakaoTalk saved, on a computer and on phones."""

from civic.places.tables import read_grid

NAMES = (1, ("작성일시", "작성자", "내용"))


def rows(text):
    return read_grid(text.encode()).rows


def test_one_saved_on_a_computer():
    text = (
        "해미면 모임 님과 카카오톡 대화\r\n저장한 날짜 : 2026-11-20 15:21:07\r\n\r\n"
        "--------------- 2026년 11월 4일 수요일 ---------------\r\n박민수님이 들어왔습니다.\r\n"
        "[김철수] [오후 3:21] 가로등이 나갔어요\r\n"
        "[이영희] [오후 3:22] 저희 골목도요\r\n무서워요\r\n"
        "[박민수] [오후 3:25] 사진\r\n--------------- 2026년 11월 5일 목요일 ---------------\r\n"
        "[김철수] [오전 9:01] 버스가 안 와요\r\n"
    )
    assert rows(text) == (
        NAMES,
        (6, ("2026년 11월 4일 오후 3:21", "김철수", "가로등이 나갔어요")),
        (7, ("2026년 11월 4일 오후 3:22", "이영희", "저희 골목도요\n무서워요")),
        (11, ("2026년 11월 5일 오전 9:01", "김철수", "버스가 안 와요")),
    )


def test_one_saved_on_a_phone():
    android = (
        "해미면 모임 카카오톡 대화\n저장한 날짜 : 2026년 11월 20일 오후 3:21\n\n\n"
        "2026년 11월 4일 오후 3:21\n2026년 11월 4일 오후 3:21, 김철수 : 버스 : 안 와요\n막차도요\n"
        "2026년 11월 4일 오후 3:23, 박민수님이 나갔습니다.\n"
    )
    first = (6, ("2026년 11월 4일 오후 3:21", "김철수", "버스 : 안 와요\n막차도요"))
    assert rows(android) == (NAMES, first)
    ios = (
        "해미면 모임 님과 카카오톡 대화\n저장한 날짜 : 2026. 11. 20. 오후 3:21\n\n"
        "2026년 11월 4일 수요일\n2026. 11. 4. 오후 3:21, 김철수 : 버스가 안 와요\n"
    )
    assert rows(ios) == (NAMES, (5, ("2026. 11. 4. 오후 3:21", "김철수", "버스가 안 와요")))


def test_a_table_that_names_such_a_conversation_stays_a_table():
    assert rows("카카오톡 대화,건수\n저장한 날짜,3\n") == (
        (1, ("카카오톡 대화", "건수")),
        (2, ("저장한 날짜", "3")),
    )
