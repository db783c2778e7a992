"""flask backup and flask restore."""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from civic.backups import databases
from civic.backups.anonymised import make_anonymised
from civic.backups.checks import checks
from civic.backups.make import make
from civic.backups.manifest import Manifest, Unusable
from civic.backups.restore import restore
from civic.backups.shelf import Shelf
from civic.db import now

SHELF = click.argument(
    "folder", type=click.Path(file_okay=False, resolve_path=True, path_type=Path)
)


@click.command("backup")
@SHELF
@click.option("--keep", type=click.IntRange(1), help="Delete all but the newest so many.")
@click.option("--dry-run", is_flag=True, help="With --keep: only say what would go; copy nothing.")
@click.option("--anonymised", is_flag=True, help="For developers: see below.")
@with_appcontext
def backup_command(folder, keep, dry_run, anonymised):
    """Copy database and photos into FOLDER while everybody works. Photos that lie there are not
    copied again. Encrypted when CIVIC_BACKUP_RECIPIENT is set.

    --anonymised: the database alone, without names, addresses, words, pictures and secrets, for
    somebody who may not see them; FOLDER holds no other backup. `flask restore` brings it back."""
    shelf = Shelf(folder)
    try:
        if anonymised:
            click.echo(f"{make_anonymised(shelf)}: nobody's data are in it")
            return
        if dry_run:
            _say_what_would_go(shelf, keep)
            return
        backup = make(shelf)
    except (Unusable, OSError) as wrong:
        raise click.ClickException(f"No backup was made: {wrong}.") from wrong
    click.echo(f"{backup.path}: {backup.photos} photo files, {backup.new_photos} of them new")
    if keep:
        _keep(shelf, keep)


def _keep(shelf: Shelf, keep: int) -> None:
    try:
        old, photos = shelf.keep(keep)
    except (Unusable, OSError) as wrong:
        raise click.ClickException(f"The older ones were left as they are: {wrong}.") from wrong
    click.echo(f"{old} older backups and {photos} photo files deleted")


def _say_what_would_go(shelf: Shelf, keep: int | None) -> None:
    old, photos = shelf.beyond(keep - 1) if keep else ([], [])  # the new one is kept beside them
    for path in old:
        click.echo(f"{path} would be deleted")
    click.echo(f"{len(old)} older backups and {len(photos)} photo files would be deleted")


@click.command("restore")
@SHELF
@click.option("--at", "name", default="", help="A backup's name; the newest if left out.")
@click.option("--identity", type=click.Path(exists=True, path_type=Path), help="The key of age.")
@click.option("--verify", is_flag=True, help="Restore into a scratch place, check, delete it.")
@with_appcontext
def restore_command(folder, name, identity, verify):
    """Bring a backup of FOLDER back into the empty database of CIVIC_DATABASE_URL, and check it.

    Exit status 1 when it can't be used, or when a check finds something.
    """
    shelf = Shelf(folder)
    try:
        backup = shelf.chosen(name)
        if verify:
            raise SystemExit(_drill(shelf, backup, identity))
        manifest = restore(shelf, backup, identity)
    except (Unusable, OSError) as wrong:
        raise click.ClickException(f"The backup can't be restored: {wrong}.") from wrong
    click.echo(f"{backup.name} is back; everybody's session has ended")
    if _say(manifest):
        raise SystemExit(1)


def _say(manifest: Manifest) -> int:
    """Print the checks; how many found something."""
    bad = 0
    for check in checks(manifest):
        click.echo(f"{check.name}: {check.count} checked, {len(check.wrong) or 'none'} wrong")
        for sentence in check.wrong:
            click.echo(f"  {sentence}")
        bad += bool(check.wrong)
    return bad


def _drill(shelf: Shelf, backup: Path, identity: Path | None) -> int:
    """The same command in a process of its own, on a scratch database and a scratch folder."""
    asked = [sys.executable, "-m", "flask", "--app", "wsgi", "restore", str(shelf.folder)]
    asked += ["--at", backup.name, *(["--identity", str(identity)] if identity else [])]
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="civic-drill-")))
        database = databases.of(current_app.config["DATABASE_URL"])
        address = f"sqlite:///{home / 'civic.sqlite3'}"
        if isinstance(database, databases.PostgresDatabase):
            address = stack.enter_context(database.scratch(f"civic_drill_{now():%Y%m%d%H%M%S}"))
        scratch = {"CIVIC_DATABASE_URL": address, "CIVIC_PHOTO_STORE": str(home / "photos")}
        return subprocess.run(asked, env={**os.environ, **scratch}).returncode
