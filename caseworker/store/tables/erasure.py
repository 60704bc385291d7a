"""Erasing (gallring): what the register cannot know by itself, lists of files to erase, what was erased, unnamed."""

from sqlalchemy import Column, Integer, Text

from caseworker.domain.erasure import Answer, Inquiry
from caseworker.store.columns import Code, Day, Moment
from caseworker.store.tables.base import id_column, key_of, needed, of, table, text

retention_facts = table(
    "retention_facts",
    key_of("person_id", "people.id"),
    needed("parentage", Code(Answer)),
    needed("child_placed", Code(Answer)),
    needed("child_inquiry", Code(Inquiry)),
    needed("custody", Code(Answer)),
    needed("about_other_child", Code(Answer)),
    Column("youngest_child_born", Day()),
)
# no key to staff: a list outlives those who made it, also in an older copy that never knew them
erasure_lists = table(
    "erasure_lists",
    id_column(),
    text("proposed_by"),
    needed("proposed", Moment()),
    text("approved_by"),
    Column("approved", Moment()),
    text("ended_by"),
    Column("ended", Moment()),
    text("how"),
    needed("taken_off", Integer()),
    Column("last_backup", Moment()),
    # the log from before this day goes with the list, and how many rows of it said something then
    Column("log_before", Day()),
    needed("log_rows", Integer()),
)
erasure_items = table(
    "erasure_items",
    key_of("person_id", "people.id"),
    of("list_id", "erasure_lists.id"),
    needed("until", Day()),
    needed("finish_by", Day()),
    text("rules"),
    text("stamp"),
)
erasures = table(
    "erasures",
    Column("token", Text, primary_key=True, nullable=False),
    text("case_token"),
    of("list_id", "erasure_lists.id"),
    text("rules"),
    needed("erased", Moment()),
)
