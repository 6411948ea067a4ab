"""`pactsim dashboard`: two scenarios to play with in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import RESULTS, Levers, Results, Seeds
from sim.errors import OK, need

EXAMPLES = {
    "dashboard": (
        "pactsim dashboard",
        "pactsim dashboard us_retreat --against asian_nato",
        "pactsim dashboard my_idea.yaml --no-browser --port 8800",
    )
}
FOLDER = "dashboard"
_HOST = "127.0.0.1"


def dashboard(
    scenario: Annotated[str, typer.Argument(metavar="[SCENARIO]", help="Scenario to look at.")] = "asian_nato",
    against: Annotated[
        str, typer.Option("--against", metavar="SCENARIO", help="What it is compared with.")
    ] = "status_quo",
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen at.")] = _HOST,
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="Port. [default: 8765 or the next]")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    levers: Levers = None,
    results: Results = None,
    seeds: Seeds = None,
) -> int:
    """Play with two scenarios in the browser.

    Choose both, move levers and numbers of countries (with their ranges and
    sources), and see paired results at once; step one world, watch the network
    and click a country to see why. What you set up is saved as a YAML scenario
    in results/dashboard, the only folder written into, and read from there.

    It is served to this machine only, unless --host says otherwise, and needs
    no network. Ctrl-C ends it. It needs pip install 'pactsim[dashboard]'.
    """
    from sim.cli.inputs import read_scenarios, results_folder

    need("dashboard", {"solara": "Solara", "altair": "Altair"}, "dashboard")
    from sim.cli.conduct import engine_for
    from sim.dashboard.serve import free_port, serve
    from sim.dashboard.settings import Settings
    from sim.dashboard.situation import Side, Situation, scenarios
    from sim.engine.alike import check_alike
    from sim.evidence import load_evidence
    from sim.scenario import load_levers
    from sim.scenario.find import is_path

    load_levers(levers or ())
    evidence = load_evidence(seeds)
    names = [against, scenario]
    read_scenarios(names, (), evidence)
    first, second = (str(Path(name).resolve()) if is_path(name) else name for name in names)
    check_alike(scenarios(Situation((Side(first), Side(second))), evidence))
    home = results_folder(results or RESULTS)
    port = free_port(host, port)
    print("The dashboard gets ready ...", flush=True)
    settings = Settings((first, second), home / FOLDER, evidence, engine_for(None))
    serve(settings, host, port, browser=not no_browser, say=lambda url: print(f"{url}  (Ctrl-C ends it)", flush=True))
    return OK
