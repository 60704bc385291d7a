"""The programs whose writing is recorded: some days of errands, and the great steps of an office one after another."""

import os
import random
import sys
from pathlib import Path

from caseworker.domain.intake import Intake
from caseworker.restoring import WhoRestores
from caseworker.services import people
from caseworker.store.register import Register
from tests.app.offices import NAME, PHRASE
from tests.campaigns.contending import SHARED
from tests.campaigns.errands import ERRANDS
from tests.campaigns.great_steps import NEW_PHRASE, first_backup, lives_in
from tests.campaigns.hands import Hands
from tests.campaigns.power import ACKS
from tests.services.conftest import KEY, NOW

DEAD_CENTRE = "http://127.0.0.1:9"
ANCHOR = "register.anchor"


def days(root: Path, workbook: Path, acks: int, *, number: int, each: int) -> None:
    """Do ``each`` errands on every day, anchor after each of them, and close the register in the evening."""
    errands = [errand for errand in ERRANDS if errand in SHARED or errand.__name__ in {"_erasure", "_backups"}]
    chance = random.Random(5)
    for _day in range(number):
        register = Register.open(root / "register.db", key=KEY, clock=lambda: NOW, anchor=root / ANCHOR)
        hands = Hands(register, workbook, DEAD_CENTRE, chance)
        for errand in chance.sample(errands, min(each, len(errands))):
            for ack in errand(hands):
                os.write(acks, f"{ack.service} {ack.id}\n".encode())
            register.anchor()
        register.close()


def great_steps(root: Path, acks: int) -> None:
    """Backup, new passphrase, new keys, restore; ``acks`` gets the beginning and the end of each."""
    application = lives_in(root)

    def tell(words: str) -> None:
        os.write(acks, f"{words}\n".encode())

    session = application.unlock(NAME, PHRASE)
    people.register_person(session.register, intake=Intake(given="Efteråt"), by=session.user)
    tell("person")
    application.back_up(session, "asked")
    tell("backup")
    tell("passphrase?")
    application.accounts.change_passphrase(session.keys, old=PHRASE, new=NEW_PHRASE)
    tell("passphrase")
    application.accounts.key_holder(session).renew_keys()
    tell("keys")
    tell("restore?")
    application.restorer.restore(WhoRestores(NAME, NEW_PHRASE), chosen=str(first_backup(application)))
    tell("restore")
    application.unlock(NAME, NEW_PHRASE).close()


def main(kind: str, root: Path, workbook: str, number: str, each: str) -> None:
    """Write in ``root`` and acknowledge beside it."""
    acks = os.open(root.with_name(ACKS), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if kind == "days":
        days(root, Path(workbook), acks, number=int(number), each=int(each))
    else:
        great_steps(root, acks)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
