"""Starts the web process: `python -m users`."""

import asyncio
import os
import sys

from users.logs import log_to_stdout
from users.server import CannotListen, serve
from users.settings import SettingsError, web_settings
from users.store import StoreUnavailable


def main() -> None:
    try:
        settings = web_settings(os.environ)
        log_to_stdout(settings.log_level)
        asyncio.run(serve(settings))
    except (SettingsError, StoreUnavailable, CannotListen) as error:
        sys.exit(f"users: {error}")


if __name__ == "__main__":
    main()
