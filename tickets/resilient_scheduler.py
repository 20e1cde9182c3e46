"""A scheduler whose thread survives errors. Loading it is slow: import it where it is used."""

from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

from tickets.log.record import record

AGAIN_SECONDS = 1.0  # until the jobs are processed again after that failed


class ResilientScheduler(BackgroundScheduler):  # type: ignore[misc]  # it has no types
    """Runs jobs by UTC, late ones too. If the scheduler ended, alerts and backups would silently stop."""

    def __init__(self, at_once: int) -> None:
        """Let up to `at_once` runs of a job overlap; further ones are dropped."""
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": at_once}
        super().__init__(timezone=UTC, job_defaults=defaults)

    def _process_jobs(self) -> float | None:
        """Process the due jobs and return the seconds to wait; the scheduler's thread calls this in a loop."""
        try:
            wait: float | None = super()._process_jobs()
        except BaseException as error:  # noqa: BLE001  the thread must continue
            record(error)
            return AGAIN_SECONDS
        return wait
