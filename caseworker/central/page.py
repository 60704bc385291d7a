"""The centre's one page (sv): which offices may report and which releases have come. No sums, no script.

Everything shown is escaped; the style sheet is named by its hash in the page's content security policy.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from html import escape

from caseworker.central.archive import OfficeRow, ReleaseRow
from caseworker.codes import municipality
from caseworker.errors import Refused
from caseworker.wire import Centre, key_id

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

STYLE = """
:root{color-scheme:light dark;--canvas:#F5F4F0;--surface:#FFFFFF;--sunken:#ECEAE4;--line:#DFDCD5;--line2:#7F7B74;
--ink:#16191D;--ink2:#41464E;--ink3:#5E636B;--accent:#0B5A66;--warn:#744700;--warnsoft:#FAEDCF;--focus:#0B57D0}
@media (prefers-color-scheme:dark){:root{--canvas:#121517;--surface:#1A1E21;--sunken:#262C30;--line:#30373C;
--line2:#7D868E;--ink:#ECEEF0;--ink2:#C0C6CC;--ink3:#9DA5AD;--accent:#7CCBD3;--warn:#F2C46B;--warnsoft:#3A2D12;
--focus:#8AB4FF}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;
background:var(--surface);color:var(--ink);font:13px/20px Inter,"Noto Sans",system-ui,sans-serif;
font-feature-settings:"tnum"}
header,footer{background:var(--canvas);padding:16px 24px;border-bottom:1px solid var(--line)}
footer{border-bottom:0;border-top:1px solid var(--line);color:var(--ink2)}
header{display:flex;align-items:center;gap:12px}
main{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:32px;
padding:24px;width:100%;max-width:1280px;flex:1;align-content:start}
@media (max-width:800px){main{grid-template-columns:minmax(0,1fr)}}
h1{font-size:24px;line-height:36px;font-weight:600;margin:0}
h2{font-size:16px;line-height:24px;font-weight:600;margin:0 0 8px}
p{margin:0;color:var(--ink2)}
.lead{padding:24px 24px 0;max-width:72ch}
.demo{background:var(--warnsoft);color:var(--warn);border-radius:4px;padding:2px 8px;font-weight:600}
.scroll{overflow-x:auto}
.scroll:focus-visible,a:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
table{border-collapse:collapse;width:100%}
th{text-align:left;font-weight:600;color:var(--ink2);border-bottom:1px solid var(--line2)}
th,td{padding:6px 12px 6px 0;height:33px;white-space:nowrap}
td{border-bottom:1px solid var(--line)}
th.n,td.n{text-align:right;padding-right:24px}
code{font:12px/18px "Noto Sans Mono",ui-monospace,monospace;color:var(--ink2)}
a{color:var(--accent)}
"""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")
    + "'"
)


def render(centre: Centre, offices: Sequence[OfficeRow], releases: Sequence[ReleaseRow]) -> str:
    """Return the whole page."""
    demo = '<span class="demo">Övning: inga riktiga siffror</span>' if centre.demo else ""
    return f"""<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(centre.name)}</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1>{escape(centre.name)}</h1>{demo}</header>
<div class="lead"><p>Här står vilka kontor som rapporterar och vilka tabeller som har kommit. Varje tal skyddades på
kontoret innan det skickades. Här finns inga personuppgifter och inga summor.</p></div>
<main>
<section aria-labelledby="offices"><h2 id="offices">Kontor</h2>{_offices(offices)}</section>
<section aria-labelledby="releases"><h2 id="releases">Senast mottaget</h2>{_releases(releases)}</section>
</main>
<footer>Centralens nyckel <code>{_grouped(key_id(centre.key))}</code> · Metod: cellnyckel, D 5, V 3 ·
<a href="/openapi.json">API</a></footer>
</body>
</html>
"""


def _offices(rows: Sequence[OfficeRow]) -> str:
    if not rows:
        return "<p>Inget kontor är anslutet än.</p>"
    body = "".join(
        f"<tr><td>{escape(row.office)}</td><td>{escape(_place(row.municipality))}</td>"
        f'<td>{_day(row.enrolled)}</td><td class="n">{row.releases}</td></tr>'
        for row in rows
    )
    return _table("Kontor som får rapportera", ("Kontor", "Kommun", "Anslutet", "Tabeller"), body)


def _releases(rows: Sequence[ReleaseRow]) -> str:
    if not rows:
        return "<p>Ingen tabell har kommit än.</p>"
    body = "".join(
        f"<tr><td>{_month(row.period)}</td><td>{escape(row.table)}</td><td>{escape(row.office)}</td>"
        f'<td class="n">{row.revision}</td><td>{_moment(row.received)}</td>'
        f"<td><code>{_grouped(row.sha256[:16])}</code></td></tr>"
        for row in rows
    )
    columns = ("Månad", "Tabell", "Kontor", "Revision", "Mottaget (UTC)", "Kontrollsumma")
    return _table("De tabeller som kom senast", columns, body)


def _table(caption: str, columns: Sequence[str], body: str) -> str:
    numeric = {"Revision", "Tabeller"}
    heads = "".join(
        f'<th scope="col"{" class=" + chr(34) + "n" + chr(34) if name in numeric else ""}>{escape(name)}</th>'
        for name in columns
    )
    label = escape(caption, quote=True)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _place(code: str) -> str:
    """Return the municipality's name, or its code when the list no longer has it."""
    try:
        return municipality(code).sv
    except Refused:
        return code


def _day(instant: str) -> str:
    at = datetime.fromisoformat(instant)
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def _moment(instant: str) -> str:
    return f"{_day(instant)} {datetime.fromisoformat(instant):%H:%M}"


def _month(period: str) -> str:
    year, month = period.split("-")
    return f"{_MONTHS[int(month) - 1]} {escape(year)}"


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
