"""What can be wrong with the store; each text is for the operator, in Indonesian, and says what to do."""

from __future__ import annotations


class StoreDamaged(Exception):
    """The store cannot be read or written; the text is for the operator, in Indonesian."""


class StoreBusy(StoreDamaged):
    """Somebody else is publishing right now."""


class PointerDamaged(StoreDamaged):
    """The pointer is lost, unreadable or set back: nothing is written until somebody mends it."""


class ParticipantKeyLost(StoreDamaged):
    """The secret behind peserta_id is gone or another one: publishing would count people twice."""
