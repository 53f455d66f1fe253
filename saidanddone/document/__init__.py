"""The report as frozen blocks, and what renders them."""
