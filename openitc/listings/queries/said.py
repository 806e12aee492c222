"""What market tests said of a product, in sentences for a buyer."""

from openitc.enterprises.models import Product
from openitc.market_tests.queries.told import told


def said_of(product: Product) -> tuple[str, ...]:
    """What the closed tests of the product said; nothing where too few people answered."""
    found = told(product)
    if found is None:
        return ()
    return tuple(words for words in (found.liking_words, found.would_words) if words)
