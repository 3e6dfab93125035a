"""Where the process is in its life, and how many requests it is answering."""

import asyncio


class Lifecycle:
    def __init__(self):
        self.draining = False
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def begin_request(self) -> None:
        self._in_flight += 1
        self._idle.clear()

    def end_request(self) -> None:
        self._in_flight -= 1
        if self._in_flight == 0:
            self._idle.set()

    async def idle_within(self, seconds: float) -> bool:
        """Waits until no request is being answered; False if that took too long."""
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True
