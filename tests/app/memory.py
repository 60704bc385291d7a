"""Looks for a word in the memory of the process it runs in. Started as a program it is what survives a lock.

The word is handed over with every byte raised by one and is looked for in raised memory, so that the search itself
never holds it.
"""

import os
import sys

RAISED = bytes((byte + 1) % 256 for byte in range(256))


def hits(raised: bytes) -> int:
    """Return how often the word lies in what this process can read of its own memory."""
    found = 0
    with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
        spans = [line.split()[0] for line in maps if line.split()[1].startswith("r")]
    with open("/proc/self/mem", "rb", 0) as memory:
        for span in spans:
            begins, ends = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begins)
                found += memory.read(ends - begins).translate(RAISED).count(raised)
            except (OSError, OverflowError):
                continue  # the kernel's own pages cannot be read
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{os.getpid()} {hits(bytes.fromhex(sys.argv[1]))}\n")
    sys.stdout.flush()
    sys.stdin.read()  # goes on living, as the unlock screen does
