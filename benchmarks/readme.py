"""The figures in the README: they come from a run of the bench and from nowhere else."""

from pathlib import Path

BEGIN = "<!-- bench:begin -->"
END = "<!-- bench:end -->"


def put_into(readme: Path, text: str) -> None:
    """Replace what stands between the two markers.

    Raises:
        ValueError: A marker is missing.
    """
    content = readme.read_text(encoding="utf-8")
    before, begin, rest = content.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{readme.name} lacks the lines {BEGIN} and {END}.")
    readme.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}", encoding="utf-8")
