"""What a copy for developers may keep, and what stands in place of the rest. Pure.

Everything a person typed, everything that says who somebody is, and everything that opens a door
goes: a column is masked unless it stands here. So a new one is never forgotten.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

# Codes of the program: the same in every city.
CODES = frozenset(
    {
        *("act", "ballot_form", "band", "category", "completion", "direction", "format", "kind"),
        *("language", "level", "role", "rule", "sex", "state", "status", "status_before", "step"),
        *("verdict", "version", "vote_levels", "grounds"),
    }
)
# What a city publishes of itself, and what a vote is checked by: numbers, nonces, fingerprints.
KEPT = frozenset(
    {
        *("municipality.slug", "municipality.name", "municipality.name_en"),
        *("municipality.app_name", "municipality.boundary_source"),
        *("municipality.population_source", "district.code", "district.name"),
        *("district.polygons", "legal_dong.name", "legal_dong.code", "department.name"),
        *("call.slug", "call.programme", "call.ministry", "call.agency", "call.source"),
        *("call.shares", "call.selection", "call.template", "call.limits", "call.criteria"),
        *("catalogue_entry.key", "catalogue_entry.title", "catalogue_entry.city"),
        *("catalogue_entry.indicator", "catalogue_entry.unit", "catalogue_entry.period"),
        *("catalogue_entry.stated_change", "catalogue_entry.source"),
        *("catalogue_entry.source_url", "catalogue_entry.source_date", "catalogue_entry.note"),
        *("round.title", "chore_run.name", "notice_cursor.source", "role.name"),
        *("privacy_notice.days", "publication.name", "tally.root", "tally.comparison"),
        *("tally_row.reason", "ballot.choices", "chain_head.head", "vote_event.fingerprint"),
        *("participation.salt", "paper_sheet.source", "paper_sheet.counts"),
        *(
            "paper_sheet.ballots",
            "paper_sheet.salt",
            "weighing.by",
            "verdict.answer",
            "point_spread.points",
        ),
    }
)
# Tables without a row in the copy: sessions and secrets, what the office noted of people, pictures
# and files, plans (frozen words of everybody), and what is made anew of other rows.
LEFT_OUT = frozenset(
    {
        *("sign_in", "sign_in_code", "second_factor", "recovery_code", "factor_change"),
        *("kept_form", "draft", "push_subscription", "push_refusal", "notice", "identity_mark"),
        *("participation_code", "code_batch", "code_showing", "invitation", "share_link"),
        *("access_entry", "access_head", "access_reason", "access_review", "masked_words"),
        *("open_client", "webhook", "embed_site", "sent_report", "photo", "meeting_file"),
        *("issue_import", "call_form", "plan", "material", "office_act", "desk_view"),
        *("decision", "right_change", "round_change", "meeting_change", "solution_change"),
        *("theme_change", "issue_correction", "issue_vector", "piles_found", "quote"),
        *("grouping_proposal", "participants_counted", "placement", "criterion_check"),
        *("round_bundle", "plan_edit", "recorded_act"),
    }
)
LETTERS = ((re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]"), "가"), (re.compile(r"[^\W\d가]"), "x"))
DIGIT = re.compile(r"\d")


def is_kept(table: str, column: str) -> bool:
    return column in CODES or f"{table}.{column}" in KEPT


def masked(text: str) -> str:
    """As long, with the same spaces, lines and signs; no letter or digit of it is left."""
    for letter, stands_in in LETTERS:
        text = letter.sub(stands_in, text)
    return DIGIT.sub("0", text)


def masked_values(value: Any) -> Any:
    """Of JSON: the same shape and numbers, with every text masked. Keys are the program's."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {key: masked_values(each) for key, each in value.items()}
    return [masked_values(each) for each in value] if isinstance(value, list) else value


def unlike_any(length: int) -> str:
    """A text of this length at most that nobody else has, for a column that asks for it."""
    return secrets.token_hex(32)[: min(length, 64)]
