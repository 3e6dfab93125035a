"""A small twelve-factor service: people register, log in and are read back."""

__version__ = "1.0.0"
