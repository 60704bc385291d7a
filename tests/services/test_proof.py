"""What is sensitive is refused to a screen where no passphrase was given for five minutes, before anything is done."""

import importlib
from datetime import timedelta
from pathlib import Path

import pytest

from caseworker.errors import Refused
from caseworker.services import exports
from caseworker.services.backups import Kit
from caseworker.services.registry import SERVICES
from tests.services.conftest import KEY, MAJ, NOW, Open

# each of them lets somebody in, changes who reads, or leaves the program in clear
SENSITIVE = {
    "attachments.erase_attachment",
    "exports.open_export",
    "law_updates.end_key",
    "law_updates.trust_key",
    "lists.export_list",
    "protection.confirm_readers",
    "protection.propose_readers",
    "handing_over.take_out_colleague",
    "records.take_out_extract",
    "records.take_out_handover",
    "records.take_out_journal",
    "records.take_out_looks",
    "staff.approve_colleague",
}


def test_these_services_ask_for_a_proof_and_no_other_stopped_to() -> None:
    assert {name for name, entry in SERVICES.items() if entry.fresh} == SENSITIVE


@pytest.mark.parametrize("name", sorted(SENSITIVE))
def test_none_of_them_does_anything_without_a_proof(open_copy: Open, name: str) -> None:
    register = open_copy()
    register.proof.lapse()
    module, function = name.split(".")
    with pytest.raises(Refused) as fault:
        getattr(importlib.import_module(f"caseworker.services.{module}"), function)(register, by=MAJ)
    assert fault.value.code == "proof.needed"


def test_opening_is_a_proof_for_five_minutes(open_copy: Open) -> None:
    now = [NOW]
    register = open_copy(clock=lambda: now[0])
    assert register.proof.fresh
    now[0] += timedelta(minutes=5)
    assert not register.proof.fresh


def test_the_weekly_export_asks_nobody_and_one_that_is_asked_for_does(open_copy: Open, tmp_path: Path) -> None:
    register = open_copy()
    kit = Kit(KEY, None, {}, tmp_path / "backups")
    register.proof.lapse()
    with pytest.raises(Refused) as fault:
        exports.export_readable(register, kit=kit, by=MAJ)
    assert fault.value.code == "proof.needed"
    assert exports.export_readable(register, kit=kit, when_due=True, by=MAJ) is not None
