"""A masked line for the digits of a PIN."""

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator

from ui.widgets.passphrase import PassphraseEdit

MOST_DIGITS = 12


def pin_edit(name: str) -> PassphraseEdit:
    """Return a line that takes digits and nothing else; ``name`` is the objectName of the inner line."""
    edit = PassphraseEdit(name)
    edit.line.setMaxLength(MOST_DIGITS)
    edit.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
    edit.line.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), edit))
    return edit
