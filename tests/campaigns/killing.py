"""How a campaign kills: a writer forked from a server with everything imported, and what it had acknowledged."""

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

Ack = tuple[str, str]  # kind of what was written, and its id


def preload(*modules: str) -> None:
    """Let writers be forked from a server that has imported ``modules``: a kill costs a fraction of a second then."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(modules))


def killed_in_the_middle(write: Callable[..., None], *given: object, chance: random.Random) -> list[Ack]:
    """Start ``write(*given, pipe)``, kill it at a random instant and return what it acknowledged."""
    forkserver = multiprocessing.get_context("forkserver")
    receiver, sender = forkserver.Pipe(duplex=False)
    writer = forkserver.Process(target=write, args=(*given, sender), daemon=True)
    writer.start()
    sender.close()
    acks: list[Ack] = []
    for _ in range(chance.randrange(12)):
        acks.append(receiver.recv())
    # somewhere inside the next write, or inside opening when nothing was waited for
    time.sleep(chance.uniform(0, 0.012 if acks else 0.1))
    writer.kill()
    writer.join()
    acks += rest_of(receiver)
    receiver.close()
    return acks


def rest_of(receiver: Connection) -> list[Ack]:
    """Return what a writer that was killed had still acknowledged."""
    left: list[Ack] = []
    try:
        while receiver.poll():
            left.append(receiver.recv())
    except (EOFError, OSError):
        pass  # the writer is gone; a message it had half written was no acknowledgement
    return left
