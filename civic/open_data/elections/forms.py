"""A Pabulib file that somebody wants counted."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from civic.open_data.elections.comparing import (
    MOST_BALLOTS,
    MOST_BYTES,
    MOST_PROJECTS,
    Counted,
    count_by_every_rule,
)
from civic.votes.pabulib.read import Election, ElectionTooLarge, read
from civic.votes.pabulib.rows import PabulibError


class ElectionForm(FlaskForm):
    """After validate(): the election, and what each rule makes of it."""

    file = FileField(_l("투표 파일(.pb)"))
    election: Election | None = None
    counts: tuple[Counted, ...] = ()

    @property
    def limits(self) -> str:
        """What is counted while somebody waits, and who counts more."""
        return _(
            "%(size)sMB, 투표자 %(ballots)s명, 사업 %(projects)s개까지 셀 수 있어요."
            " 더 큰 파일은 운영자가 명령으로 셀 수 있어요.",
            size=MOST_BYTES // 1_000_000,
            ballots=f"{MOST_BALLOTS:,}",
            projects=MOST_PROJECTS,
        )

    def validate_file(self, field):
        """Raises nothing: what is wrong stands at the field."""
        content = field.data.read(MOST_BYTES + 1) if field.data else b""
        if sentence := self._refusal(content):
            field.errors = [sentence]

    def validate(self, extra_validators=None):
        super().validate(extra_validators)
        return not self.errors

    def _refusal(self, content: bytes) -> str:
        if not content:
            return _("투표 파일을 골라 주세요.")
        if len(content) > MOST_BYTES:
            return _("파일이 너무 커요.") + " " + self.limits
        try:
            self.election = read(content, MOST_BALLOTS, MOST_PROJECTS)
            self.counts = tuple(count_by_every_rule(self.election))
        except PabulibError as wrong:
            return _("파일을 읽을 수 없어요: %(why)s", why=str(wrong))
        except ElectionTooLarge:
            return _("투표가 너무 커요.") + " " + self.limits
        return ""
