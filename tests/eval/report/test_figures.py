"""Numbers as they are read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.report.figures import bracket, digits, measured, shown, target
from eval.report.plots import Axis


@pytest.mark.parametrize(
    ("value", "unit", "read"),
    [
        (0.9874, "%", "98.7%"),
        (0.9996, "%", "99.96%"),
        (1.0, "%", "100%"),
        (0.0, "%", "0%"),
        (-0.0021, "±", "-0.0021"),
        (0.123, "points", "+12.3 points"),
        (4.567, "×", "4.57×"),
        (0.61, "s", "0.610 s"),
        (None, "%", "–"),
    ],
)
def test_a_number_is_read_in_its_unit(value: float | None, unit: str, read: str) -> None:
    assert measured(value, unit) == read


@pytest.mark.parametrize(
    ("said", "unit", "read"),
    [
        ("≥ 0.995", "%", "≥ 99.5%"),
        ("= 1", "%", "= 100%"),
        ("≤ 0", "±", "≤ 0"),
        ("≥ 0.3", "points", "≥ 30 points"),
        ("≤ 50", "ms", "≤ 50 ms"),
        ("≥ 0.9", "", "≥ 0.9"),
        ("as good as it gets", "%", "as good as it gets"),
    ],
)
def test_a_target_is_read_in_the_unit_of_its_number(said: str, unit: str, read: str) -> None:
    assert target(said, unit) == read


def test_a_column_has_as_many_decimals_as_its_largest_number_bears() -> None:
    assert [digits([v]) for v in (0.5, 12.5, 125.0, 12500.0)] == [3, 2, 1, 0]
    assert digits([0.5, 12500.0, None, 3]) == 0


def test_cells_of_every_kind_are_read() -> None:
    assert [shown(v) for v in (None, True, 12345, 0.25, 3e-15, "x")] == ["–", "yes", "12,345", "0.250", "3.0e-15", "x"]
    assert bracket(0.1, None) == ""
    assert bracket(0.1, 0.2, 1) == "[0.1, 0.2]"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.booleans())
@example([5e-324], False)
def test_an_axis_holds_all_its_numbers_between_few_round_ticks(numbers: list[float], zero: bool) -> None:
    axis = Axis.over(numbers, zero)
    ticks = axis.ticks()
    assert 2 <= len(ticks) <= 8
    assert (ticks[0].at, ticks[-1].at) == (0, 100)
    assert all(-0.01 <= axis.at(number) <= 100.01 for number in [*numbers, *[0.0] * zero])
