"""The Chinese sentence for each kind of database failure."""

DAMAGED = "数据文件已损坏，不能使用。请不要覆盖它，从备份恢复或联系管理员。"
DISK_FULL = "磁盘已满，没有保存。请清理磁盘后再试，已填写的内容还在。"
LOCKED = "数据库正被其他程序占用，请稍候再试，已填写的内容还在。"
LOCKED_BY = (
    "数据库正被其他程序占用（{who}），请稍候再试，已填写的内容还在。一直这样的话，请管理员让那个程序继续或结束它。"
)

_SENTENCES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("disk is full", "No space left", "disk full"), DISK_FULL),
    (("readonly", "read-only"), "数据文件或所在文件夹是只读的，不能保存。请改用可写的文件夹（--db）或联系管理员。"),
    (("locked", "busy"), LOCKED),
    (("malformed", "not a database", "corrupt", "disk image"), DAMAGED),
    (("unable to open",), "打不开数据文件。请检查文件夹是否存在、是否有权限。"),
    (("disk I/O error",), "读写磁盘出错。请检查磁盘和数据文件所在的文件夹。"),
    (("no such table", "no such column", "does not exist"), "数据库的结构与程序不符，请用本程序升级，或联系管理员。"),
)
_NO_ROOM_TO_SHARE = "SQLITE_IOERR_SHMSIZE"  # SQLite needs a small -shm file beside the database before it can read
_OTHERWISE = "数据库现在用不了，没有保存，已填写的内容还在。请稍后再试或联系管理员。"


def sentence_for(error: BaseException) -> str:
    """Return the sentence for a driver error, chosen by its message."""
    if getattr(error, "sqlite_errorname", "") == _NO_ROOM_TO_SHARE:
        return DISK_FULL
    message = str(error)
    for signs, sentence in _SENTENCES:
        if any(sign in message for sign in signs):
            return sentence
    return f"{_OTHERWISE}（{message.splitlines()[0][:120]}）" if message else _OTHERWISE
