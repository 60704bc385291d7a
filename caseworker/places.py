"""Where the shipped data lies: ``resources/`` and ``i18n/`` beside the package, in a checkout and a frozen build."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOURCES = ROOT / "resources"
CATALOGS = ROOT / "i18n"
