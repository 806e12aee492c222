"""Money is a whole number of satang; a baht has a hundred."""

Satang = int
SATANG_A_BAHT = 100


def baht(satang: Satang, *, language: str) -> str:
    """The amount in words and figures: `18,400 บาท`, `18,400.50 baht`."""
    whole, rest = divmod(abs(satang), SATANG_A_BAHT)
    figures = f"{whole:,}" if rest == 0 else f"{whole:,}.{rest:02d}"
    sign = "−" if satang < 0 else ""
    return f"{sign}{figures} {'บาท' if language == 'th' else 'baht'}"
