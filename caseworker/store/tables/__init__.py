"""The tables of the register as they are now, by area. How a file got here is told by ``migrations``, never by this."""

from caseworker.store.tables.base import metadata
from caseworker.store.tables.cases import assignments, case_serials, cases, drafts, interventions, looks_in_need
from caseworker.store.tables.counts import centre, ladder_locks, outbox, receipts, releases
from caseworker.store.tables.documents import attachment_bodies, attachments
from caseworker.store.tables.erasure import erasure_items, erasure_lists, erasures, retention_facts
from caseworker.store.tables.households import errands, household_members, no_contacts, relations
from caseworker.store.tables.identity import birth_statements, endings
from caseworker.store.tables.importing import import_batches, import_rows
from caseworker.store.tables.journal import note_disputes, note_numbers, notes
from caseworker.store.tables.linking import file_parts, pairs, person_links
from caseworker.store.tables.log import (
    audit,
    audit_heads,
    audit_payloads,
    close_ties,
    review_items,
    reviews,
    staff_notices,
)
from caseworker.store.tables.office import employments, register_info, settings, staff
from caseworker.store.tables.people import (
    accommodations,
    addresses,
    contacts,
    identifiers,
    people,
    person_lines,
    person_names,
    settlements,
    statuses,
)
from caseworker.store.tables.protection import compartments, protections, reader_proposals, sealed_fields
from caseworker.store.tables.rules import APPEND_ONLY_RULES, EXTRA_DDL
from caseworker.store.tables.undoing import undo_steps

__all__ = [
    "APPEND_ONLY_RULES",
    "EXTRA_DDL",
    "accommodations",
    "addresses",
    "assignments",
    "attachment_bodies",
    "attachments",
    "audit",
    "audit_heads",
    "audit_payloads",
    "birth_statements",
    "case_serials",
    "cases",
    "centre",
    "close_ties",
    "compartments",
    "contacts",
    "drafts",
    "employments",
    "endings",
    "erasure_items",
    "erasure_lists",
    "erasures",
    "errands",
    "file_parts",
    "household_members",
    "identifiers",
    "import_batches",
    "import_rows",
    "interventions",
    "ladder_locks",
    "looks_in_need",
    "metadata",
    "no_contacts",
    "note_disputes",
    "note_numbers",
    "notes",
    "outbox",
    "pairs",
    "people",
    "person_lines",
    "person_links",
    "person_names",
    "protections",
    "reader_proposals",
    "receipts",
    "register_info",
    "relations",
    "releases",
    "retention_facts",
    "review_items",
    "reviews",
    "sealed_fields",
    "settings",
    "settlements",
    "staff",
    "staff_notices",
    "statuses",
    "undo_steps",
]
