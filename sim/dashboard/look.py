"""The look of the dashboard."""

from __future__ import annotations

from sim.figures.palette import FAINT, INK, LOSS, PALE, SOFT

CSS = f"""
.pactsim {{ padding: 12px 20px 40px; max-width: 1700px; margin: 0 auto; color: {INK}; }}
.pactsim .head {{ align-items: baseline; }}
.pactsim h1 {{ font-size: 22px; margin: 0; }}
.pactsim h2 {{ font-size: 16px; margin: 8px 0 2px; }}
.pactsim h3 {{ font-size: 14px; margin: 6px 0 0; }}
.pactsim .head p {{ color: {SOFT}; margin: 0; min-height: 1.4em; }}
.pactsim table.lines {{ border-collapse: collapse; width: 100%; font-size: 13.5px; }}
.pactsim .scroll {{ overflow-x: auto; }}
.pactsim table.lines th {{ text-align: right; font-weight: 600; color: {SOFT}; padding: 4px 8px;
  vertical-align: bottom; }}
.pactsim table.lines th:first-child, .pactsim table.lines td:first-child {{ text-align: left; }}
.pactsim table.lines td {{ text-align: right; padding: 3px 8px; border-top: 1px solid {PALE}; white-space: nowrap;
  font-variant-numeric: tabular-nums; }}
.pactsim table.lines td:first-child {{ white-space: normal; }}
.pactsim table.lines tr.idle td {{ color: {SOFT}; }}
.pactsim table.lines td.sure {{ font-weight: 600; }}
.pactsim .note {{ color: {SOFT}; font-size: 12.5px; margin: 0; }}
.pactsim .problems {{ white-space: pre-wrap; }}
.pactsim .knob .v-input__slider .v-label {{ white-space: normal; min-width: 45%; max-width: 45%; height: auto; }}
.pactsim .knob {{ border-top: 1px solid {PALE}; padding: 6px 0 2px; }}
.pactsim .knob.moved {{ border-left: 3px solid {LOSS}; padding-left: 8px; }}
.pactsim .key {{ display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 12.5px; }}
.pactsim .key i {{ display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 5px;
  border: 1px solid {FAINT}; vertical-align: -1px; }}
.pactsim .chips {{ flex-wrap: wrap; gap: 4px; }}
.pactsim :focus-visible {{ outline: 3px solid {LOSS}; outline-offset: 2px; }}
footer.solara-footer, .v-footer {{ display: none; }}
@media (max-width: 600px) {{ .pactsim {{ padding: 8px 8px 30px; }} }}
"""
