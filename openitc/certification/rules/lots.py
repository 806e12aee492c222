"""What a lot may be used for, and how lots are numbered. No Django, no clock."""

FOOD_DIVISIONS = ("10", "11")  # of ISIC Rev. 4: food products, and beverages


def is_food(isic: str) -> bool:
    """Whether the kind of product is food. As long as nobody said what kind it is, it counts as food: that is safer."""
    return not isic or isic[:2] in FOOD_DIVISIONS


def next_number(prefix: str, fiscal_year: int, latest: str | None) -> str:
    """`L2570-00007`: the number after the latest that was given in the fiscal year."""
    turn = int(latest.rpartition("-")[2]) + 1 if latest else 1
    return f"{prefix}{fiscal_year}-{turn:05d}"
