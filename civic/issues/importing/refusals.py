"""Why a file is not imported. Pages and commands turn these into sentences. Pure."""

from civic.issues.importing.reading.complaints import RowMistake


class AlreadyImported(Exception):
    """This file was imported before, or just now by somebody else."""


class AnotherRuns(Exception):
    """Another file of the round is being imported: one after the other, so that what two files
    both hold comes in once."""


class MistakesLeft(Exception):
    """Some rows have mistakes, and leaving them out was not asked for. Nothing was stored."""

    def __init__(self, mistakes: list[RowMistake]):
        super().__init__(len(mistakes))
        self.mistakes = mistakes


class ChoicesChanged(Exception):
    """The columns chosen or the boundaries changed while the file was read. Nothing was stored."""


class ImportNotUndoable(Exception):
    """Nothing was imported, or it is being undone, or was undone before."""


class BuiltOn(Exception):
    """Something was built on the import's issues. counts: what (built_on.py) → how many."""

    def __init__(self, counts: dict[str, int]):
        super().__init__(", ".join(counts))
        self.counts = counts
