"""Draws the program's mark as icons in every size a desktop asks for: ``draw_icons.py FOLDER`` (a hicolor folder)."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.shell.brand import window_icon

SIZES = (16, 24, 32, 48, 64, 128, 256)


def main(folder: Path) -> None:
    """Write ``SIZExSIZE/apps/handlaggarstod.png`` below ``folder``."""
    application = QApplication([])
    icon = window_icon()
    for size in SIZES:
        target = folder / f"{size}x{size}" / "apps"
        target.mkdir(parents=True, exist_ok=True)
        if not icon.pixmap(size, size).toImage().scaled(size, size).save(str(target / "handlaggarstod.png")):
            raise OSError(f"cannot write the icon of {size} pixels")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
