"""A clock that stands until it is moved."""

from datetime import UTC, datetime, timedelta


class Watch:
    """The time; ``move`` moves it on.  The story begins in February 2026."""

    def __init__(self, now=None):
        self.now = now or datetime(2026, 2, 2, 15, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)
