"""`yingsu`: the command line, and the only place that joins extractor, law and service.

Commands import what they need inside themselves, so that `yingsu extract` never loads the web
service and `yingsu deadlines count` never loads the OCR engine.
"""

from __future__ import annotations

import typer

app = typer.Typer(help="应诉：读法院文书，算期限，填报表。", no_args_is_help=True, add_completion=False)
deadlines = typer.Typer(help="期限计算。", no_args_is_help=True)
outcome = typer.Typer(help="裁判结果与败诉口径。", no_args_is_help=True)
rules = typer.Typer(help="规则包。", no_args_is_help=True)
app.add_typer(deadlines, name="deadlines")
app.add_typer(outcome, name="outcome")
app.add_typer(rules, name="rules")


if __name__ == "__main__":
    app()
