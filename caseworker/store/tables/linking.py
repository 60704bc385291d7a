"""Files of one person that were linked (sammanförda akter), and pairs that somebody is to judge."""

from sqlalchemy import REAL, Column, UniqueConstraint

from caseworker.domain.links import LinkGround
from caseworker.store.columns import Code, Day, Flag, Moment
from caseworker.store.tables.base import id_column, key_of, needed, of, table, text

# grounds are codes: free text here would tell of a person who becomes protected after the files were taken apart
person_links = table(
    "person_links",
    id_column(),
    of("part_id", "people.id"),
    of("main_id", "people.id"),
    needed("begins", Day()),
    Column("ends", Day()),
    of("linked_by", "staff.id"),
    needed("ground", Code(LinkGround)),
    text("end_ground"),
    needed("number_changed", Flag()),
)
# which file each linked one is shown in, for lists and reach: made of the links that hold now, and of nothing else
file_parts = table("file_parts", key_of("person_id", "people.id"), of("main_id", "people.id"))
pairs = table(
    "pairs",
    id_column(),
    of("one_id", "people.id"),
    of("other_id", "people.id"),
    needed("weight", REAL()),
    text("reasons"),
    needed("found", Moment()),
    text("decision"),  # "" = nobody has judged it
    of("decided_by", "staff.id", nullable=True),
    Column("decided", Moment()),
    UniqueConstraint("one_id", "other_id"),
)
