"""Words for what a planner's last edit was."""

from flask_babel import lazy_gettext as _l

# (subject, how it changed) → what people call the act.
EDITS = {
    ("paragraph", "added"): _l("글 더하기"),
    ("paragraph", "changed"): _l("글 고치기"),
    ("paragraph", "removed"): _l("글 빼기"),
    ("template", "added"): _l("서식 고치기"),
    ("template", "changed"): _l("서식 고치기"),
    ("template", "removed"): _l("서식 고치기"),
    ("material", "added"): _l("표·그림·장 넣기"),
    ("material", "changed"): _l("표·그림·장 고치기"),
    ("material", "removed"): _l("표·그림·장 빼기"),
    ("follow_up", "changed"): _l("참여의 지속 고치기"),
    ("project", "added"): _l("사업 내용 고치기"),
    ("project", "changed"): _l("사업 내용 고치기"),
}
SEVERAL = _l("여러 곳 고치기")
