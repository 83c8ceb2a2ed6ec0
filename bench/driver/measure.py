"""Runs programs and measures them."""
import os
import resource
import subprocess
import time
from dataclasses import dataclass
from statistics import median


def floor():
    """KiB. A child begins as a copy of this process, which grows: what is below our own peak cannot be told apart from it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@dataclass
class Run:
    """One run: seconds on the clock, seconds of CPU with all children, KiB of memory at the peak."""

    wall: float
    cpu: float
    peak: int


class Failure(Exception):
    """A program did not do what it is measured for."""


def run(argv, env=None, cwd=None, limit=120.0):
    start = time.perf_counter()
    process = subprocess.Popen(argv, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"{argv[0]} ended with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def output(argv, env=None, cwd=None):
    result = subprocess.run(argv, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if result.returncode != 0:
        raise Failure(f"{argv[0]} ended with {result.returncode}: {result.stderr.decode(errors='replace').strip()}")
    return result.stdout


def in_turn(jobs):
    """Runs jobs, (name, how often, a function that runs it once), taking turns, and gives the runs of each."""
    runs = {name: [] for name, _, _ in jobs}
    for turn in range(max((count for _, count, _ in jobs), default=0)):
        for name, count, once in jobs:
            if turn < count:
                runs[name].append(once())
    return runs


def medians(runs):
    return Run(median(r.wall for r in runs), median(r.cpu for r in runs), round(median(r.peak for r in runs)))
