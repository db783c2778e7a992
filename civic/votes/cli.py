"""flask votes …: counting by hand, and what the worker does by itself."""

from flask.cli import AppGroup

from civic.votes.pabulib.cli import tally
from civic.votes.seal.cli import chain, check, forget

group = AppGroup("votes", help="Count votes.")
for command in (tally, chain, check, forget):
    group.add_command(command)
