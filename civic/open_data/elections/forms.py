"""A Pabulib file that somebody wants counted."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from civic.open_data.elections.comparing import LIMITS, MOST_BYTES, Comparison, compare
from civic.own_process import ChildFailed, answer
from civic.votes.pabulib.read import ElectionTooLarge
from civic.votes.pabulib.rows import PabulibError

LARGE = 400_000  # bytes: counted in more than a second


class AnotherIsCounted(Exception):
    """A large file of somebody else."""


@contextmanager
def turn(size: int) -> Iterator[None]:
    """Hold the turn while a file of so many bytes is counted: of large ones one at a time on a
    host, so that what else answers requests there is free for everybody.

    Raises: AnotherIsCounted.
    """
    if size < LARGE:
        yield
        return
    with (Path(tempfile.gettempdir()) / f"civic-counting-{os.getuid()}").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise AnotherIsCounted from held
        yield


class ElectionForm(FlaskForm):
    """After validate(): what each rule makes of the election."""

    file = FileField(_l("투표 파일(.pb)"))
    compared: Comparison | None = None

    @property
    def limits(self) -> str:
        """What is counted while somebody waits, and who counts more."""
        return _(
            "%(size)sMB, 투표자 %(ballots)s명, 사업 %(projects)s개, 고른 것 모두 %(marks)s개까지"
            " 셀 수 있어요. 더 큰 파일은 운영자가 명령으로 셀 수 있어요.",
            size=MOST_BYTES // 1_000_000,
            ballots=f"{LIMITS.ballots:,}",
            projects=LIMITS.projects,
            marks=f"{LIMITS.marks:,}",
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
            with turn(len(content)):
                self.compared = answer(compare, content)
        except PabulibError as wrong:
            return _("파일을 읽을 수 없어요: %(why)s", why=str(wrong))
        except AnotherIsCounted:
            return _("지금 다른 파일을 세고 있어요. 조금 뒤에 다시 올려 주세요.")
        except (ElectionTooLarge, ChildFailed):
            return _("투표가 너무 커요.") + " " + self.limits
        return ""
