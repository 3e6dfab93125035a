"""The tokens that a log-in gives: JWTs signed with HS256, good for an hour at any instance that has the key."""

import time

import jwt

ALGORITHM = "HS256"
ISSUER = "users-api"
LIFETIME_SECONDS = 3600


class InvalidToken(Exception):
    """Why a token is refused, in words that are safe to send back."""


class Tokens:
    def __init__(self, key: str):
        self._key = key

    def issue(self, name: str) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "sub": name, "iat": now, "exp": now + LIFETIME_SECONDS}
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def name_in(self, token: str) -> str:
        try:
            # The token's own "alg" is never believed: RFC 8725, section 3.1.
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["iss", "sub", "iat", "exp"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise InvalidToken("the token has expired") from error
        except jwt.InvalidTokenError as error:
            raise InvalidToken("the token is not valid") from error
        return claims["sub"]
