"""The tables of the register as they are now, by area. How a file got here is told by ``migrations``, never by this."""

from caseworker.store.tables.agenda import (
    duties_due,
    duties_seen,
    duty_words,
    reminders,
    task_marks,
    visits,
    waits,
)
from caseworker.store.tables.base import metadata
from caseworker.store.tables.cases import assignments, case_serials, cases, drafts, interventions, looks_in_need
from caseworker.store.tables.counts import centre, ladder_locks, outbox, receipts, releases
from caseworker.store.tables.documents import attachment_bodies, attachments
from caseworker.store.tables.erasure import erasure_items, erasure_lists, erasures, retention_facts
from caseworker.store.tables.households import errands, household_members, no_contacts, relations
from caseworker.store.tables.identity import birth_statements, endings
from caseworker.store.tables.importing import import_batches, import_rows
from caseworker.store.tables.intervention_parts import (
    evidence_ticks,
    follow_ups,
    intervention_steps,
    local_interventions,
)
from caseworker.store.tables.journal import note_disputes, note_numbers, notes
from caseworker.store.tables.law_facts import law_facts
from caseworker.store.tables.lawbook import (
    law_keys,
    law_local,
    law_local_ends,
    law_responsible,
    law_versions,
    local_classifications,
)
from caseworker.store.tables.letters import letter_languages, letter_reviews, letter_sheets, letter_texts
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
from caseworker.store.tables.plans import declines, mapping_answers, mappings, plan_goals, plans
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
    "declines",
    "drafts",
    "duties_due",
    "duties_seen",
    "duty_words",
    "employments",
    "endings",
    "erasure_items",
    "erasure_lists",
    "erasures",
    "errands",
    "evidence_ticks",
    "file_parts",
    "follow_ups",
    "household_members",
    "identifiers",
    "import_batches",
    "import_rows",
    "intervention_steps",
    "interventions",
    "ladder_locks",
    "law_facts",
    "law_keys",
    "law_local",
    "law_local_ends",
    "law_responsible",
    "law_versions",
    "letter_languages",
    "letter_reviews",
    "letter_sheets",
    "letter_texts",
    "local_classifications",
    "local_interventions",
    "looks_in_need",
    "mapping_answers",
    "mappings",
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
    "plan_goals",
    "plans",
    "protections",
    "reader_proposals",
    "receipts",
    "register_info",
    "relations",
    "releases",
    "reminders",
    "retention_facts",
    "review_items",
    "reviews",
    "sealed_fields",
    "settings",
    "settlements",
    "staff",
    "staff_notices",
    "statuses",
    "task_marks",
    "undo_steps",
    "visits",
    "waits",
]
