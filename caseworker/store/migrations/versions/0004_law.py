"""The law and the journey: facts the law asks about, the municipality's own rows, plans, mapping, what is to be done.

Frozen once released: a register of this age must always be able to take this very step. Imports no live code.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_FACTS: tuple[str, ...] = (
    "CREATE TABLE law_facts (id TEXT NOT NULL, person_id TEXT NOT NULL, code TEXT NOT NULL, day TEXT, holds INTEGER, "
    "begins TEXT, recorded TEXT NOT NULL, replaced TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people "
    "(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_law_facts_person_id ON law_facts (person_id)",
)
_LAW: tuple[str, ...] = (
    "CREATE TABLE law_versions (version TEXT NOT NULL, follows TEXT NOT NULL, kid TEXT NOT NULL, sha256 TEXT NOT "
    "NULL, at TEXT NOT NULL, by_id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (version), FOREIGN KEY(by_id) "
    "REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_law_versions_by_id ON law_versions (by_id)",
    'CREATE TABLE law_keys (id TEXT NOT NULL, kid TEXT NOT NULL, "key" TEXT NOT NULL, name TEXT NOT NULL, pinned '
    "TEXT NOT NULL, pinned_by TEXT NOT NULL, ended TEXT, ended_by TEXT, PRIMARY KEY (id), FOREIGN KEY(pinned_by) "
    "REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(ended_by) REFERENCES staff (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_law_keys_pinned_by ON law_keys (pinned_by)",
    "CREATE UNIQUE INDEX law_keys_one ON law_keys (kid) WHERE ended IS NULL",
    "CREATE TABLE law_local (id TEXT NOT NULL, no INTEGER NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, "
    "statuses TEXT NOT NULL, answer TEXT NOT NULL, length INTEGER NOT NULL, unit TEXT NOT NULL, words TEXT NOT "
    "NULL, law TEXT NOT NULL, reason TEXT NOT NULL, begins TEXT NOT NULL, ends TEXT, made TEXT NOT NULL, made_by "
    "TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) "
    "STRICT",
    "CREATE INDEX ix_law_local_made_by ON law_local (made_by)",
    "CREATE TABLE law_local_ends (no INTEGER NOT NULL, local_id TEXT NOT NULL, ends TEXT NOT NULL, reason TEXT "
    "NOT NULL, made TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (no), FOREIGN KEY(local_id) REFERENCES "
    "law_local (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_law_local_ends_local_id ON law_local_ends (local_id)",
    "CREATE INDEX ix_law_local_ends_made_by ON law_local_ends (made_by)",
    "CREATE TABLE law_responsible (id TEXT NOT NULL, area TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL,"
    " contact TEXT NOT NULL, begins TEXT NOT NULL, ends TEXT, made TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY "
    "KEY (id), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_law_responsible_made_by ON law_responsible (made_by)",
    "CREATE TABLE local_classifications (id TEXT NOT NULL, code TEXT NOT NULL, sv TEXT NOT NULL, statuses TEXT "
    "NOT NULL, gone INTEGER NOT NULL, begins TEXT NOT NULL, reason TEXT NOT NULL, made TEXT NOT NULL, made_by "
    "TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) "
    "STRICT",
    "CREATE INDEX ix_local_classifications_made_by ON local_classifications (made_by)",
)
_INTERVENTIONS: tuple[str, ...] = (
    "ALTER TABLE interventions RENAME TO interventions_before",
    "CREATE TABLE interventions (id TEXT NOT NULL, person_id TEXT NOT NULL, case_id TEXT NOT NULL, type TEXT "
    "NOT NULL, area TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL, recorded TEXT NOT NULL, begins "
    "TEXT, ends TEXT, outcome TEXT NOT NULL, detail TEXT NOT NULL, contact TEXT NOT NULL, place TEXT NOT "
    "NULL, hours_done INTEGER, hours_total INTEGER, outcome_code TEXT NOT NULL, scale INTEGER, version "
    "INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY "
    "DEFERRED, FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "INSERT INTO interventions SELECT id, person_id, case_id, type, area, actor, state, recorded, begins, "
    "ends, outcome, '', '', '', NULL, NULL, '', NULL, version FROM interventions_before",
    "DROP TABLE interventions_before",
    "CREATE INDEX ix_interventions_case_id ON interventions (case_id)",
    "CREATE INDEX ix_interventions_person_id ON interventions (person_id)",
    "CREATE TABLE intervention_steps (id TEXT NOT NULL, intervention_id TEXT NOT NULL, person_id TEXT NOT "
    "NULL, state TEXT NOT NULL, day TEXT NOT NULL, recorded TEXT NOT NULL, staff_id TEXT NOT NULL, why TEXT "
    "NOT NULL, PRIMARY KEY (id), FOREIGN KEY(intervention_id) REFERENCES interventions (id) DEFERRABLE "
    "INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN "
    "KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_intervention_steps_intervention_id ON intervention_steps (intervention_id)",
    "CREATE INDEX ix_intervention_steps_person_id ON intervention_steps (person_id)",
    "CREATE INDEX ix_intervention_steps_staff_id ON intervention_steps (staff_id)",
    "CREATE TABLE evidence_ticks (id TEXT NOT NULL, intervention_id TEXT NOT NULL, person_id TEXT NOT NULL, "
    "code TEXT NOT NULL, day TEXT NOT NULL, staff_id TEXT NOT NULL, PRIMARY KEY (id), FOREIGN "
    "KEY(intervention_id) REFERENCES interventions (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) "
    "REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(staff_id) REFERENCES staff (id) "
    "DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_evidence_ticks_intervention_id ON evidence_ticks (intervention_id)",
    "CREATE INDEX ix_evidence_ticks_person_id ON evidence_ticks (person_id)",
    "CREATE INDEX ix_evidence_ticks_staff_id ON evidence_ticks (staff_id)",
    "CREATE TABLE follow_ups (id TEXT NOT NULL, intervention_id TEXT NOT NULL, person_id TEXT NOT NULL, "
    "months INTEGER NOT NULL, day TEXT NOT NULL, staff_id TEXT NOT NULL, outcome TEXT NOT NULL, scale "
    "INTEGER, text TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(intervention_id) REFERENCES interventions "
    "(id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY "
    "DEFERRED, FOREIGN KEY(staff_id) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_follow_ups_intervention_id ON follow_ups (intervention_id)",
    "CREATE INDEX ix_follow_ups_person_id ON follow_ups (person_id)",
    "CREATE INDEX ix_follow_ups_staff_id ON follow_ups (staff_id)",
    "CREATE TABLE local_interventions (id TEXT NOT NULL, code TEXT NOT NULL, change TEXT NOT NULL, begins "
    "TEXT NOT NULL, area TEXT NOT NULL, actor TEXT NOT NULL, payer TEXT NOT NULL, sv TEXT NOT NULL, en TEXT "
    "NOT NULL, reason TEXT NOT NULL, recorded TEXT NOT NULL, recorded_by TEXT NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(recorded_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_local_interventions_recorded_by ON local_interventions (recorded_by)",
)
_PLANS: tuple[str, ...] = (
    "CREATE TABLE plans (id TEXT NOT NULL, person_id TEXT NOT NULL, case_id TEXT NOT NULL, number INTEGER NOT NULL, "
    "state TEXT NOT NULL, begun TEXT NOT NULL, goal TEXT NOT NULL, approved TEXT, approved_how TEXT NOT NULL, "
    "approved_by TEXT NOT NULL, held TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) "
    "DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_plans_case_id ON plans (case_id)",
    "CREATE INDEX ix_plans_person_id ON plans (person_id)",
    'CREATE TABLE plan_goals (id TEXT NOT NULL, plan_id TEXT NOT NULL, person_id TEXT NOT NULL, "key" TEXT NOT NULL, '
    "position INTEGER NOT NULL, text TEXT NOT NULL, due TEXT, reached TEXT, PRIMARY KEY (id), FOREIGN KEY(plan_id) "
    "REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_plan_goals_person_id ON plan_goals (person_id)",
    "CREATE INDEX ix_plan_goals_plan_id ON plan_goals (plan_id)",
    "CREATE TABLE declines (id TEXT NOT NULL, person_id TEXT NOT NULL, type TEXT NOT NULL, reason TEXT NOT NULL, "
    "basis TEXT NOT NULL, lawbook TEXT NOT NULL, declined TEXT NOT NULL, declined_by TEXT NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_declines_person_id ON declines (person_id)",
)
_MAPPING: tuple[str, ...] = (
    "CREATE TABLE mappings (id TEXT NOT NULL, person_id TEXT NOT NULL, case_id TEXT NOT NULL, begun TEXT NOT NULL, "
    "begun_by TEXT NOT NULL, interpreter TEXT NOT NULL, interpreter_language TEXT NOT NULL, health_consent TEXT, "
    "finished TEXT, PRIMARY KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED, "
    "FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_mappings_case_id ON mappings (case_id)",
    "CREATE INDEX ix_mappings_person_id ON mappings (person_id)",
    "CREATE TABLE mapping_answers (id TEXT NOT NULL, mapping_id TEXT NOT NULL, person_id TEXT NOT NULL, question TEXT "
    "NOT NULL, choices TEXT NOT NULL, words TEXT NOT NULL, answered TEXT NOT NULL, PRIMARY KEY (id), UNIQUE "
    "(mapping_id, question), FOREIGN KEY(mapping_id) REFERENCES mappings (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_mapping_answers_mapping_id ON mapping_answers (mapping_id)",
    "CREATE INDEX ix_mapping_answers_person_id ON mapping_answers (person_id)",
)
_AGENDA: tuple[str, ...] = (
    "CREATE TABLE reminders (id TEXT NOT NULL, person_id TEXT NOT NULL, staff_id TEXT NOT NULL, day TEXT NOT "
    "NULL, text TEXT NOT NULL, made TEXT NOT NULL, done TEXT, done_by TEXT NOT NULL, PRIMARY KEY (id), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_reminders_person_id ON reminders (person_id)",
    "CREATE INDEX reminders_open ON reminders (day) WHERE done IS NULL",
    "CREATE TABLE visits (id TEXT NOT NULL, person_id TEXT NOT NULL, staff_id TEXT NOT NULL, day TEXT NOT "
    "NULL, at TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, place TEXT NOT NULL, interpreter TEXT NOT "
    "NULL, language TEXT NOT NULL, wish TEXT NOT NULL, booked TEXT, outcome TEXT NOT NULL, PRIMARY KEY (id), "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_visits_person_id ON visits (person_id)",
    "CREATE INDEX visits_open ON visits (day) WHERE outcome = ''",
    "CREATE TABLE waits (id TEXT NOT NULL, person_id TEXT NOT NULL, staff_id TEXT NOT NULL, actor TEXT NOT "
    "NULL, text TEXT NOT NULL, since TEXT NOT NULL, reminded TEXT, times INTEGER NOT NULL, ended TEXT, PRIMARY "
    "KEY (id), FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_waits_person_id ON waits (person_id)",
    "CREATE INDEX waits_open ON waits (since) WHERE ended IS NULL",
    "CREATE TABLE task_marks (id TEXT NOT NULL, person_id TEXT NOT NULL, thing TEXT NOT NULL, done TEXT, "
    "done_by TEXT NOT NULL, later TEXT, staff_id TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (person_id, thing), "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_task_marks_person_id ON task_marks (person_id)",
    "CREATE TABLE duties_due (person_id TEXT NOT NULL, law_row TEXT NOT NULL, event TEXT NOT NULL, last_day "
    "TEXT, shown_from TEXT NOT NULL, depends INTEGER NOT NULL, PRIMARY KEY (person_id, law_row, event), "
    "FOREIGN KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX duties_by_day ON duties_due (last_day)",
    "CREATE TABLE duties_seen (person_id TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (person_id), FOREIGN "
    "KEY(person_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX duties_by_stamp ON duties_seen (stamp)",
    "CREATE TABLE duty_words (law_row TEXT NOT NULL, loss TEXT NOT NULL, what TEXT NOT NULL, law TEXT NOT NULL, "
    "lost TEXT NOT NULL, action TEXT NOT NULL, responsible TEXT NOT NULL, certainty TEXT NOT NULL, "
    "short TEXT NOT NULL, short_en TEXT NOT NULL, remind TEXT NOT NULL, PRIMARY KEY (law_row)) STRICT",
)

_LETTERS: tuple[str, ...] = (
    "CREATE TABLE letter_texts (no INTEGER NOT NULL, id TEXT NOT NULL, sheet TEXT NOT NULL, language TEXT NOT "
    "NULL, source TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL, made TEXT NOT NULL, made_by TEXT "
    "NOT NULL, PRIMARY KEY (no), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) "
    "STRICT",
    "CREATE INDEX ix_letter_texts_made_by ON letter_texts (made_by)",
    "CREATE TABLE letter_sheets (no INTEGER NOT NULL, id TEXT NOT NULL, sheet TEXT NOT NULL, body TEXT NOT "
    "NULL, reason TEXT NOT NULL, made TEXT NOT NULL, made_by TEXT NOT NULL, PRIMARY KEY (no), FOREIGN "
    "KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_letter_sheets_made_by ON letter_sheets (made_by)",
    "CREATE TABLE letter_languages (no INTEGER NOT NULL, id TEXT NOT NULL, code TEXT NOT NULL, swedish_name "
    "TEXT NOT NULL, endonym TEXT NOT NULL, rtl INTEGER NOT NULL, script TEXT NOT NULL, made TEXT NOT NULL, "
    "made_by TEXT NOT NULL, PRIMARY KEY (no), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE INITIALLY "
    "DEFERRED) STRICT",
    "CREATE INDEX ix_letter_languages_made_by ON letter_languages (made_by)",
    "CREATE TABLE letter_reviews (no INTEGER NOT NULL, id TEXT NOT NULL, sheet TEXT NOT NULL, language TEXT "
    "NOT NULL, version TEXT NOT NULL, act TEXT NOT NULL, name TEXT NOT NULL, day TEXT NOT NULL, made TEXT NOT "
    "NULL, made_by TEXT NOT NULL, PRIMARY KEY (no), FOREIGN KEY(made_by) REFERENCES staff (id) DEFERRABLE "
    "INITIALLY DEFERRED) STRICT",
    "CREATE INDEX ix_letter_reviews_made_by ON letter_reviews (made_by)",
)


def upgrade() -> None:
    """Make the tables and rules of the fourth schema; what the earlier ones hold stays as it is."""
    for area in (_FACTS, _LAW, _INTERVENTIONS, _PLANS, _MAPPING, _AGENDA, _LETTERS):
        for statement in area:
            op.execute(statement)
