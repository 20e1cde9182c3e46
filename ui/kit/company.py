"""The name and the hotline of the company."""

COMPANY = "东阿瑞泓水务"
HOTLINE = "3280212"
