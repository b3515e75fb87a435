"""Putting tables into documents, between markers; what stands around them is somebody's text and stays."""

import re


def replaced(text: str, name: str, table: str) -> str:
    """`text` with `table` between the markers `name`; as it was where there are none."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return between.sub(lambda _: f"{begin}\n{table}\n{end}", text)
