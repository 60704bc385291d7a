"""A quiet list of facts: icon, a strong line, a line under it. For what is always true of this computer."""

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.text import Icon, Label


class Fact(QWidget):
    """One fact in two lines."""

    def __init__(self, icon: str, tone: str, title: str, text: str = "", *, name: str = "") -> None:
        """``tone`` is the icon's colour token."""
        super().__init__()
        self.title = Label(title, "strong", wrap=True, name=name)
        self.text = Label(text, "small", "ink2", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.addWidget(Icon(icon, 16, tone), 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.text, 1, 1)
        grid.setColumnStretch(1, 1)
        self.text.setVisible(bool(text))

    def set_texts(self, title: str, text: str) -> None:
        """Change both lines."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
