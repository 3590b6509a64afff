"""Reading delimited files fast when they are whole, and line by line when they are not, so faults have a line."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from recsys.data.source import Problems
from recsys.schema import WhyRecError

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["id", "text", "number"]
WRONG_WIDTH = "line with too few or too many fields"


def read_table(
    path: Path,
    columns: Mapping[str, Kind],
    problems: Problems,
    *,
    sep: str = ",",
    quoted: bool = True,
    header: bool = True,
    names: Sequence[str] | None = None,
    encoding: str = "utf-8-sig",
    label: str = "",
) -> pd.DataFrame:
    """Read some columns of a delimited file.

    `columns` says which columns and of what kind: "id" and "text" come back as strings (nan = empty), "number" as
    float64 (nan = empty or not a number). `names` names the fields of a file without a header (or instead of it). The
    frame has one more column, `line`, 1-based. Faulty lines are told to `problems`, left out if their width is wrong.
    WhyRecError if the file is missing, cannot be decoded or lacks a column.
    """
    import pandas as pd

    label = label or path.name
    fields = list(names) if names is not None else header_of(path, sep, quoted, encoding)
    absent = [column for column in columns if column not in fields]
    if absent:
        raise WhyRecError(f"{label} lacks the column {', '.join(absent)}; it has {', '.join(fields) or 'none'}.")
    dtypes = {c: "float64" if kind == "number" else "str" for c, kind in columns.items()}
    skip = 1 if header else 0
    try:
        source: Path | io.BytesIO = path
        separator = sep
        if len(sep) > 1:
            separator = "\t"
            source = io.BytesIO(path.read_bytes().replace(sep.encode(), b"\t"))
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                source,
                sep=separator,
                header=None,
                names=fields,
                usecols=list(columns) if len(fields) > len(columns) else None,
                dtype=dtypes,
                skiprows=skip,
                quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
                keep_default_na=False,
                na_values=[""],
                skip_blank_lines=False,
                encoding=encoding,
                index_col=False,
            )
        if len(frame) + skip == _count_lines(path):
            frame["line"] = range(1 + skip, 1 + skip + len(frame))
            # A line that is too short shows as nothing in its last fields.
            if not frame[max(columns, key=fields.index)].isna().to_numpy().any():
                return _strip_ids(frame, columns)
    except FileNotFoundError:
        raise WhyRecError(f"The file {path} does not exist.") from None
    except UnicodeDecodeError:
        raise WhyRecError(f"{label} is not {_plain(encoding)} text; save it as UTF-8.") from None
    except (pd.errors.ParserError, pd.errors.ParserWarning, pd.errors.EmptyDataError, ValueError):
        pass
    return _read_lines(path, columns, problems, fields, sep, quoted, header, encoding, label)


def _strip_ids(frame: pd.DataFrame, columns: Mapping[str, Kind]) -> pd.DataFrame:
    """Take blanks off ids, looking at each distinct id once, for there may be millions of lines."""
    for name, kind in columns.items():
        if kind == "id" and any(i != i.strip() for i in frame[name].dropna().unique()):
            frame[name] = frame[name].str.strip()
    return frame


def _read_lines(
    path: Path,
    columns: Mapping[str, Kind],
    problems: Problems,
    fields: Sequence[str],
    sep: str,
    quoted: bool,
    header: bool,
    encoding: str,
    label: str,
) -> pd.DataFrame:
    import pandas as pd

    wanted = [(name, fields.index(name), kind) for name, kind in columns.items()]
    values: dict[str, list[object]] = {name: [] for name in columns}
    lines: list[int] = []
    try:
        for number, cells in _split(path, sep, quoted, encoding):
            if (header and number == 1) or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(fields):
                message = f"The line has {len(cells)} fields instead of {len(fields)}."
                problems.add(WRONG_WIDTH, label, number, message)
                continue
            lines.append(number)
            for name, at, kind in wanted:
                values[name].append(_value(cells[at], kind))
    except UnicodeDecodeError:
        raise WhyRecError(f"{label} is not {_plain(encoding)} text; save it as UTF-8.") from None
    except csv.Error as error:
        raise WhyRecError(
            f"{label} cannot be read as a table after line {lines[-1] if lines else 0}: {error}."
        ) from None
    dtypes = {name: "float64" if kind == "number" else "str" for name, kind in columns.items()}
    frame = pd.DataFrame({name: pd.Series(values[name], dtype=dtypes[name]) for name in columns})
    frame["line"] = pd.Series(lines, dtype="int64")
    return frame


def _value(cell: str, kind: Kind) -> object:
    text = cell.strip()
    if kind != "number":
        return text or None
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _split(path: Path, sep: str, quoted: bool, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Each record's first line number and its fields."""
    with path.open(encoding=encoding, newline="") as file:
        if not quoted:
            for number, text in enumerate(file, start=1):
                yield number, text.rstrip("\r\n").split(sep)
            return
        reader = csv.reader(file, delimiter=sep)
        number = 1
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1


def header_of(path: Path, sep: str, quoted: bool, encoding: str) -> list[str]:
    try:
        for _, cells in _split(path, sep, quoted, encoding):
            return [cell.strip() for cell in cells]
    except FileNotFoundError:
        raise WhyRecError(f"The file {path} does not exist.") from None
    except UnicodeDecodeError:
        raise WhyRecError(f"{path.name} is not {_plain(encoding)} text; save it as UTF-8.") from None
    except csv.Error as error:
        raise WhyRecError(f"{path.name} cannot be read as a table: {error}.") from None
    return []


def _count_lines(path: Path) -> int:
    """Lines of a file; a last line without a newline counts."""
    count, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


def _plain(encoding: str) -> str:
    return "UTF-8" if encoding.startswith("utf-8") else encoding
