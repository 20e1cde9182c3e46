"""Which revision of the database this program works on."""

HEAD = "0003"
