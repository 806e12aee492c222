"""Which of an enterprise's product ideas to bring to market: ideas side by side, weighed, costed and chosen."""
