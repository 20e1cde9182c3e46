"""A scheduler whose thread goes on whatever goes wrong in it. It takes its time to load: import it where it is used."""

from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from tickets.log.record import record

AGAIN_SECONDS = 1.0  # until the jobs are looked at again after that failed


class LastingScheduler(BackgroundScheduler):  # type: ignore[misc]  # it has no types
    """Runs jobs by UTC, late ones too. A scheduler that ended would leave alerts and backups undone without a word."""

    def __init__(self, at_once: int) -> None:
        """Let a job run `at_once` times side by side; what comes meanwhile is dropped."""
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": at_once}
        super().__init__(timezone=UTC, job_defaults=defaults)

    def _process_jobs(self) -> float | None:
        """Look after the jobs and return how many seconds to wait; the scheduler's thread calls this in a loop."""
        try:
            wait: float | None = super()._process_jobs()
        except BaseException as error:  # noqa: BLE001  whatever it is: the thread must live
            record(error)
            return AGAIN_SECONDS
        return wait
