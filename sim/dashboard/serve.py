"""Serve the dashboard on this machine."""

from __future__ import annotations

import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress

from sim.dashboard.settings import Settings, begin
from sim.errors import Address, InputError, Problem

HOST, PORT = "127.0.0.1", 8765
TRIED = 20
"""Ports tried from the first on, where none was asked for."""

_PAGE = "sim.dashboard.page"


def free_port(host: str, asked: int | None) -> int:
    """A port that can be listened at.

    Args:
        host: on which.
        asked: the one wanted; None for the first that is free.

    Raises:
        InputError: it is taken, or the host is none of this machine.
    """
    error: OSError | None = None
    for port in [asked] if asked is not None else range(PORT, PORT + TRIED):
        try:
            with socket.create_server((host, port)) as tried:
                return int(tried.getsockname()[1])
        except OSError as refused:
            error = refused
    said = os.strerror(error.errno) if error and error.errno and error.errno > 0 else str(error)
    raise InputError([Problem(Address("--port" if asked is not None else "--host"), "", f"{host}: {said}")])


def serve(settings: Settings, host: str, port: int, *, browser: bool, say: Callable[[str], object]) -> None:
    """Serve until Ctrl-C.

    Args:
        settings: what is shown.
        host: address to listen at.
        port: at which.
        browser: whether to open one.
        say: told the address when it can be opened.
    """
    os.environ["SOLARA_APP"] = _PAGE  # read when the server is imported
    os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] = "False"
    os.environ["SOLARA_MODE"] = "production"
    os.environ["SOLARA_SESSION_SAME_SITE"] = "lax"
    os.environ["SOLARA_CHECK_HOOKS"] = "off"  # of Mesa's components
    begin(settings)
    import uvicorn
    from solara.server import settings as server_settings

    server_settings.telemetry.mixpanel_enable = False
    server_settings.main.mode, server_settings.theme.loader = "production", "plain"
    from solara.server.starlette import app

    server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning"))
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"

    def announce() -> None:
        while not server.started:
            time.sleep(0.05)
            if server.should_exit:
                return
        say(address)
        if browser:
            webbrowser.open(address)

    threading.Thread(target=announce, daemon=True).start()
    with suppress(KeyboardInterrupt):  # which the server hands on when it has shut down
        server.run()
