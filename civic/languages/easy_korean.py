"""쉬운 말: the sentences that matter most to residents, in short and common words. Pure.

As guides to easy reading write: one thought a sentence, who does what, no word one has to look up.
Source: https://www.inclusion-europe.eu/easy-to-read-standards-guidelines/
"""

# Korean of the pages → easy Korean, with the same values and tags.
EASY = {
    # What is wanted, and what is not.
    "사진 한 장이면 돼요. 담당자가 읽고 어떻게 할지 알려 드려요.": (
        "사진을 찍어 보내세요. 공무원이 읽어요. 그리고 답을 보내요."
    ),
    (
        "이 제보는 법정 처리 기한이 있는 민원이 아니에요. "
        "답을 받아야 할 민원은 %(epeople)s, 고장이나 위험은 %(safety)s, 급할 때는"
        " %(call)s에 알려 주세요."
    ): (
        "급하거나 위험하면 %(call)s에 전화하세요. 고장 난 것은 %(safety)s에 알리세요. "
        "꼭 답을 받아야 하면 %(epeople)s에 쓰세요. 여기는 답이 늦을 수 있어요."
    ),
    # The same problem, told before.
    (
        "비슷한 제보가 있어요. 같은 문제라면 ‘이 문제예요’를 눌러 주세요. "
        "공감을 더하고 소식을 알려 드려요."
    ): (
        "다른 사람이 먼저 알린 문제예요. 같은 문제면 ‘이 문제예요’를 누르세요. "
        "새로 쓰지 않아도 돼요. 소식도 보내 드려요."
    ),
    "같은 불편을 겪었다면 공감해 주세요. 많이 겪는 문제부터 살펴봐요.": (
        "나도 불편하면 ‘공감하기’를 누르세요. 많이 누른 문제를 먼저 봐요."
    ),
    # What becomes of it.
    "로그인하면 바로 보내요. 적은 내용은 그대로 있어요.": (
        "먼저 로그인하세요. 쓴 글은 지워지지 않아요."
    ),
    "읽은 뒤에는 어떻게 할지, 왜 그런지 이 자리에 적어요.": ("공무원이 읽으면 여기에 답을 써요."),
    "보내지 못했어요. 쓴 것은 그대로 있어요. 잠시 뒤 다시 눌러 주세요.": (
        "아직 못 보냈어요. 쓴 글은 그대로 있어요. 조금 있다가 다시 누르세요."
    ),
    "사진은 위치 정보를 지우고 보관해요.": (
        "사진만 보고는 어디에서 찍었는지 알 수 없게 바꿔서 보관해요."
    ),
    # Voting.
    "%(city)s에 사는 분만 투표할 수 있어요. 받으신 참여 코드로 한 번만 확인하면 돼요.": (
        "%(city)s에 사는 사람만 투표해요. 종이로 받은 번호를 한 번 쓰면 돼요."
    ),
    (
        "순서가 결과에 영향을 주지 않도록 사람마다 다른 순서로 보여 드려요. "
        "누가 무엇을 골랐는지는 어디에도 보여 주지 않아요. 표는 마감한 뒤에 집계해요."
    ): (
        "내가 무엇을 골랐는지 아무도 몰라요. 표는 투표가 끝나면 세요. 사람마다 다른 순서로 보여요."
    ),
    "%(day)s까지 몇 번이든 바꿀 수 있어요.": "%(day)s까지 다시 고를 수 있어요.",
    # A wish for a number.
    "다른 주민의 값은 내 값을 정한 뒤에 보여 드려요. 먼저 보면 따라가기 쉬워서예요.": (
        "먼저 내 생각을 정하세요. 그다음에 다른 사람의 생각을 볼 수 있어요."
    ),
}


def in_easy_words(korean: str) -> str:
    """The easy words for a sentence of the pages; itself where there are none."""
    return EASY.get(korean, korean)
