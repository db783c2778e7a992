"""flask photos: try files by hand, and sweep what belongs to nothing."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from civic.photos.intake import MAX_BYTES, Rejected, take
from civic.photos.sweep import sweep

group = AppGroup("photos", help="What residents upload.")


@group.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files):
    """Print what intake says of each FILE: verdict, reason, upright size, suggested position."""
    for file in files:
        click.echo("\t".join([str(file), *verdict(file)]))


def verdict(file: Path) -> tuple[str, str, str, str]:
    """(accept or reject, reason, upright width × height, lat,lon); - for what there is not."""
    try:
        with file.open("rb") as opened:
            intake = take(opened.read(MAX_BYTES + 1))
    except OSError as unreadable:
        return "reject", f"unreadable ({unreadable.strerror})", "-", "-"
    except Rejected as rejected:
        return "reject", rejected.reason, "-", "-"
    position = "{:.6f},{:.6f}".format(*intake.position) if intake.position else "-"
    return "accept", "-", f"{intake.shown_width}×{intake.shown_height}", position


@group.command("sweep")
@click.option("--dry-run", is_flag=True, help="Only say how many would be deleted.")
def sweep_command(dry_run):
    """Delete photos sent a day ago that became part of nothing, and files an hour old that no
    photo owns: what the worker does by itself, by hand."""
    unused, orphans = sweep(current_app.extensions["photo_store"], only_look=dry_run)
    done = "would be deleted" if dry_run else "deleted"
    click.echo(f"{unused} unused photos and {orphans} orphan files {done}")
