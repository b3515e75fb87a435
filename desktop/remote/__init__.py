"""The way to the marketplace: the only package that imports httpx. No Qt, no store."""
