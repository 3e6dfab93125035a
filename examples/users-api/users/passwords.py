"""Passwords are hashed by passlib in threads of their own: a hash takes long on purpose and must not hold up the loop."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

from passlib.context import CryptContext
from passlib.utils.binary import ab64_encode


class Passwords:
    def __init__(self, rounds: int):
        self._context = CryptContext(
            schemes=["pbkdf2_sha256"], pbkdf2_sha256__default_rounds=rounds, pbkdf2_sha256__min_rounds=rounds
        )
        self._executor = ThreadPoolExecutor(os.cpu_count() or 1, "passwords")
        # No password has this hash. It stands in for an unknown user's, so that the time of a log-in tells no names.
        salt, digest = (ab64_encode(os.urandom(size)).decode() for size in (16, 32))
        self._nobodys_hash = f"$pbkdf2-sha256${rounds}${salt}${digest}"

    async def hash(self, password: str) -> str:
        return await self._in_thread(self._context.hash, password)

    async def verify(self, password: str, known_hash: str | None) -> tuple[bool, str | None]:
        """Whether the password is right, and a stronger hash to keep if the known one has fewer rounds than asked for."""
        return await self._in_thread(self._context.verify_and_update, password, known_hash or self._nobodys_hash)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)

    async def _in_thread(self, function, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, *arguments)
