"""When a growing number is worth telling again: at 1, 2, 5, 10, 20, 50... Pure."""

from __future__ import annotations

STEPS = (1, 2, 5)  # and ten times, a hundred times that


def milestone(count: int) -> int:
    """The greatest of 1, 2, 5, 10, 20, 50, 100... that is not above `count`; 0 if none is."""
    if count < 1:
        return 0
    power: int = 10 ** (len(str(count)) - 1)
    return max(step * power for step in STEPS if step * power <= count)


def to_announce(before: int, after: int) -> int | None:
    """What to announce when cases join an alert that had `before`: the milestone, or nothing."""
    reached = milestone(after)
    return reached if reached > milestone(before) else None
