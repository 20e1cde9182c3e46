"""Light and dark: the palette, the style sheet and the fonts, made from the tokens."""

from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.kit import tokens as measure
from ui.kit.resources import resource_path
from ui.kit.tokens import DARK, LIGHT, Tokens, mix

SCHEME = "look/scheme"  # the preference with the chosen scheme
_CJK_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)


class Scheme(StrEnum):
    """The choice in the settings: light, dark, or the system's."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """Keeps the application's palette and style sheet in step with the chosen scheme."""

    changed = Signal(object)  # the Tokens now in force

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._shown: Tokens | None = None
        app.setStyle("Fusion")
        app.setFont(body_font())
        app.styleHints().colorSchemeChanged.connect(self._refresh)

    def apply(self, scheme: Scheme) -> None:
        """Use `scheme` from now on."""
        if self._shown is not None and scheme is self._scheme:
            return  # setting the style sheet takes milliseconds
        self._scheme = scheme
        self._app.styleHints().setColorScheme(_QT_SCHEMES[scheme])
        self._refresh()

    def _refresh(self) -> None:
        tokens = self._tokens()
        # Also when the tokens are the same: Qt replaces the palette when the scheme changes, and a
        # style sheet keeps the palette's old values until it is set again.
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(sheet_of(tokens))
        if tokens is not self._shown:
            self._shown = tokens
            self.changed.emit(tokens)

    def _tokens(self) -> Tokens:
        if self._scheme is not Scheme.SYSTEM:
            return DARK if self._scheme is Scheme.DARK else LIGHT
        return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


_QT_SCHEMES = {
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
}


def kept_scheme(preferences: QSettings) -> Scheme:
    """Return the chosen scheme; the system's where none or an unknown one is stored."""
    kept = str(preferences.value(SCHEME, Scheme.SYSTEM))
    return Scheme(kept) if kept in set(Scheme) else Scheme.SYSTEM


def apply_theme(app: QApplication, scheme: str) -> Theme:
    """Use "light", "dark" or "system" in the whole program; the Theme belongs to `app`.

    Raises ValueError for any other word.
    """
    theme = app.findChild(Theme) or Theme(app)
    theme.apply(Scheme(scheme))
    return theme


def tokens_now() -> Tokens:
    """Return the tokens in use."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette of one colour scheme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.ground,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.quiet,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
    }
    palette = QPalette()
    for group_role, colour in colours.items():
        palette.setColor(group_role, QColor(colour))
    for faded in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, faded, QColor(mix(tokens.text, tokens.ground, 0.45)))
    return palette


def sheet_of(tokens: Tokens) -> str:
    """Return the style sheet of one colour scheme."""
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    return Template(resource_path("qss/desk.qss").read_text(encoding="utf-8")).substitute(
        colours,
        faded=mix(tokens.text, tokens.ground, 0.45),
        pressed=mix(tokens.text, tokens.raised, 0.12),
        accent_hover=mix(tokens.text, tokens.accent, 0.14),
        overdue_soft=mix(tokens.overdue, tokens.surface, 0.10),
        icons=resource_path("icons").as_posix(),
        tick="tick-dark" if tokens.dark else "tick-light",
        radius=measure.RADIUS,
    )


def body_font(pixels: int = measure.BODY, *, bold: bool = False) -> QFont:
    """Return the interface font with figures of equal width, `pixels` high."""
    return QFont(_font(pixels, bold))


@cache
def _font(pixels: int, bold: bool) -> QFont:
    """Cached: looking up a family takes half a millisecond, and every painted cell needs its font."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    family = next((name for name in _CJK_FAMILIES if QFontDatabase.hasFamily(name)), None)
    if family is not None:
        font.setFamily(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def cjk_font_available() -> bool:
    """Return whether a Chinese font is installed; without one every character is an empty box."""
    if any(QFontDatabase.hasFamily(name) for name in _CJK_FAMILIES):
        return True
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
