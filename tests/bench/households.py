"""Generates a billing system's export: households with numbers, phones, addresses and meters, all invented."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from openpyxl import Workbook

HEADINGS = ("户号", "户名", "联系电话", "地址", "表号", "口径", "乡镇", "小区", "敏感用户", "敏感日期", "欠费(元)")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗"
_NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"
_TOWNS = ("铜城街道", "新城街道", "刘集镇", "牛角店镇", "大桥镇", "高集镇", "姜楼镇", "姚寨镇", "鱼山镇", "陈集镇")
_PARTS = "金光明文化铜鱼前后东西南北大小王李张庄屯营集桥湾"


def households(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an export, without its headings."""
    random = Random(seed)
    villages = [("".join(random.sample(_PARTS, 3)) + random.choice(("村", "小区"))) for _ in range(400)]
    for number in range(count):
        phone = f"1{random.choice('3578')}{random.randrange(10**9):09}"
        if number % 20 == 0:
            phone += f"/0635-3{random.randrange(10**6):06}"
        village = random.choice(villages)
        building, flat = random.randrange(1, 40), random.randrange(101, 1700)
        name = random.choice(_SURNAMES) + "".join(random.choices(_NAMES, k=random.choice((1, 2))))
        yield (
            f"37{number:08}", name, phone, f"{village}{building}号楼{flat}室", f"SC{2010 + number % 15}{number:07}",
            random.choice(("15", "20", "25")), random.choice(_TOWNS), village, "透析" if number % 3000 == 0 else "",
            "2024-03-01" if number % 3000 == 0 else "",
            f"{random.randrange(30_000) / 100:.2f}" if number % 7 == 0 else "0",
        )  # fmt: skip


def write_csv(path: Path, count: int, encoding: str = "gb18030") -> Path:
    """Write an export as CSV, and return its path."""
    with path.open("w", encoding=encoding, newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        rows.writerows(households(count))
    return path


def write_xlsx(path: Path, count: int) -> Path:
    """Write an export as an Excel workbook, and return its path."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for row in households(count):
        sheet.append(row)
    book.save(path)
    return path
