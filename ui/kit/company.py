"""Whose program this is."""

COMPANY = "东阿瑞泓水务"
HOTLINE = "3280212"
