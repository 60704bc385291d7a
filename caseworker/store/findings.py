"""What a check of the register can find wrong: a code and a place, never a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. ``seq`` is the audit row it is about, ``count`` how many places; 0 when it does not apply.

    Codes: ``file.page_damaged``, ``file.not_as_left``, ``file.structure``, ``file.rule_lost``, ``audit.broken``,
    ``audit.payload_changed``, ``audit.payload_missing``, ``audit.head_mismatch``, ``audit.signature_wrong``,
    ``audit.rolled_back``, ``audit.anchor_damaged``; and one that closes nothing: ``audit.anchor_missing``.
    """

    code: str
    seq: int = 0
    count: int = 0
