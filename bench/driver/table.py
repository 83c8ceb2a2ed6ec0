"""Markdown."""
from .measure import floor


def head(*names):
    return f"{row(*names)}\n{row(*['---'] * len(names))}"


def row(*cells):
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def memory(kib):
    """What is not above our own size may be smaller."""
    return f"{'≤ ' if kib <= floor() else ''}{kib / 1024:.1f} MiB"


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"
