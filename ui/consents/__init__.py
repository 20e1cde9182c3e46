"""The list of requests that wait for a supervisor's consent."""
