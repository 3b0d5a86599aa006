"""`python -m bot`, and the `kunnafoni` command."""

import gc

from bot.cli import app

COLLECT = (20_000, 50, 100)  # objects and rounds between collections; the usual is 700, 10, 10


def main() -> None:
    """Run the command line."""
    gc.set_threshold(*COLLECT)  # a start makes much that stays, a message little that does not
    app()


if __name__ == "__main__":
    main()
