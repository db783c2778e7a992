"""A calculation done in a process of its own, which takes its memory along when it ends.

A process that answers requests never gives back what one large calculation took. The child imports
the function's own file and what that stands on alone: no app, no database, no settings.
"""

import errno
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import ParamSpec, TypeVar

CHILD = Path(__file__).with_name("own_process_child.py")
LONGEST_S = 120
LONGEST_REASON = 2000
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # statuses of a child that could not answer

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class ChildFailed(Exception):
    """The process ended without an answer; in its words."""


def answer(work: Callable[Asked, Answer], /, *values: Asked.args, **named: Asked.kwargs) -> Answer:
    """What work(*values, **named) gives, or raises. work: a function of a pure file, by its name.

    Raises: ChildFailed; OSError where no room is left for its answer.
    """
    asked = pickle.dumps((work.__module__, work.__qualname__, values, named))
    # -I: nothing but what is installed; the child finds the program's folder itself.
    command = [sys.executable, "-I", str(CHILD)]
    # The answer comes in a file: through a pipe there would be three of it for a moment.
    with TemporaryFile(prefix="civic-answer-") as result_file:
        try:
            child = subprocess.run(
                command, input=asked, stdout=result_file, stderr=subprocess.PIPE, timeout=LONGEST_S
            )
        except subprocess.TimeoutExpired as late:
            raise ChildFailed(f"longer than {LONGEST_S} s") from late
        if child.returncode in NO_ROOM:
            raise OSError(child.returncode, os.strerror(child.returncode))
        if child.returncode != 0:
            reason = child.stderr.decode(errors="replace")[-LONGEST_REASON:]
            raise ChildFailed(f"status {child.returncode}: {reason}")
        result_file.seek(0)
        given, raised = pickle.load(result_file)  # our own child's, of our own data
    if raised is not None:
        raise raised
    is_given: Answer = given
    return is_given
