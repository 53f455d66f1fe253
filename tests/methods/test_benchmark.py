from __future__ import annotations

from decimal import Decimal, getcontext
from fractions import Fraction
from math import comb, exp, factorial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from saidanddone.methods.benchmark import byar, exact, proportion_of, rate_of, verdict
from saidanddone.methods.funnel import band_at, funnel
from saidanddone.methods.inequality import middles, slope_index
from saidanddone.methods.standardised import ESP_2013, directly, european_standard, indirectly

getcontext().prec = 60
Z = Decimal("1.959963984540054235524594430520551527955550")


@pytest.mark.parametrize(("k", "n"), [(1, 3), (40, 97), (97, 100), (1, 33_755), (12_345, 1_000_000)])
def test_wilson_agrees_with_its_formula_in_exact_arithmetic(k: int, n: int) -> None:
    p, size = Decimal(k) / n, Decimal(n)
    half = Z * (p * (1 - p) / size + Z * Z / (4 * size * size)).sqrt()
    low, high = (((p + Z * Z / (2 * size)) + sign * half) / (1 + Z * Z / size) for sign in (-1, 1))
    found = proportion_of(k, n)
    assert found.low == pytest.approx(float(low), abs=1e-12)
    assert found.high == pytest.approx(float(high), abs=1e-12)


@pytest.mark.parametrize("observed", [10, 11, 65, 1_000, 123_456])
def test_byar_agrees_with_its_formula_in_exact_arithmetic(observed: int) -> None:
    o = Decimal(observed)
    low = o * (1 - 1 / (9 * o) - Z / (3 * o.sqrt())) ** 3
    more = o + 1
    high = more * (1 - 1 / (9 * more) + Z / (3 * more.sqrt())) ** 3
    found = byar(observed, 0.025)
    assert found.low == pytest.approx(float(low), rel=1e-12)
    assert found.high == pytest.approx(float(high), rel=1e-12)


@pytest.mark.parametrize("observed", range(10))
def test_exact_limits_are_those_beyond_which_so_few_or_many_events_are_that_unlikely(observed: int) -> None:
    """Summed term by term: P(X >= O | low) = P(X <= O | high) = 2.5 in 100."""
    found = exact(observed, 0.025)

    def at_most(mean: float) -> float:
        return exp(-mean) * float(sum(Fraction(mean) ** i / factorial(i) for i in range(observed + 1)))

    assert at_most(found.high) == pytest.approx(0.025, abs=1e-9)
    if observed == 0:
        assert found.low == 0
    else:
        below = at_most(found.low) - exp(-found.low) * found.low**observed / factorial(observed)
        assert 1 - below == pytest.approx(0.025, abs=1e-9)
    assert found.high == pytest.approx(stats.chi2.ppf(0.975, 2 * observed + 2) / 2, rel=1e-9)


def test_nought_and_all_have_limits_that_end_exactly_there() -> None:
    assert proportion_of(0, 10).low == 0 and proportion_of(10, 10).high == 1
    assert rate_of(0, 50, 100).low == 0


def test_a_verdict_needs_the_whole_interval_beyond_the_benchmark_and_a_limit_that_equals_it_is_similar() -> (
    None
):
    rate = rate_of(65, 100, multiplier=100)
    assert (verdict(rate, 50.0), verdict(rate, 90.0)) == ("higher", "lower")
    assert verdict(rate, rate.low) == verdict(rate, rate.high) == "similar"


def test_at_99_8_percent_fewer_differ() -> None:
    assert verdict(rate_of(65, 100, 100), 48.0) == "higher"
    assert verdict(rate_of(65, 100, 100, level=0.998), 48.0) == "similar"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: proportion_of(11, 10), "the numerator is 11; allowed: 0 to 10"),
        (lambda: proportion_of(1, 0), "the denominator is 0"),
        (lambda: rate_of(-1, 10), "the numerator is -1"),
        (lambda: rate_of(1, 0.0), "the denominator is 0; allowed: above 0"),
        (lambda: rate_of(1, 1.0, multiplier=-5), "the multiplier is -5"),
        (lambda: verdict(rate_of(1, 1.0), float("nan")), "the benchmark is nan"),
        (lambda: directly([1], [1.0, 2.0], [1.0]), "the number of age groups is 1 of events, 2 of people"),
        (lambda: directly([20], [0.0], [1.0]), "the people of an age group is 0"),
        (lambda: directly([20], [10.0], [0.0]), "the standard population is without weight"),
        (lambda: slope_index([1, 1], [1, 2]), "the number of groups is 2 sizes and 2 values"),
        (lambda: slope_index([1, 0, 1], [1, 2, 3]), "the size of a group is"),
        (lambda: funnel([1], [1]), "the number of areas is 1 and 1"),
        (lambda: funnel([1, 3], [1, 2]), "a numerator is 3; allowed: 0 to 2"),
        (lambda: funnel([0, 0], [1, 2]), "the average is 0"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(call, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


# Standardised rates, against the formulas worked by hand


def test_a_directly_standardised_rate_is_the_weighted_rate_with_dobsons_limits() -> None:
    events, people, standard = [3, 10, 47], [1500.0, 900.0, 600.0], [5000, 3000, 2000]
    rate = sum(w * o / n for o, n, w in zip(events, people, standard, strict=True)) / 10_000
    variance = sum((w / n) ** 2 * o for o, n, w in zip(events, people, standard, strict=True)) / 10_000**2
    limits = byar(60, 0.025)
    found = directly(events, people, standard, multiplier=1000)
    assert found.value == pytest.approx(rate * 1000)
    assert found.low == pytest.approx((rate + (variance / 60) ** 0.5 * (limits.low - 60)) * 1000)
    assert found.high == pytest.approx((rate + (variance / 60) ** 0.5 * (limits.high - 60)) * 1000)


def test_a_rate_is_never_said_to_be_below_nought() -> None:
    """Nine events among many, and one among ten people who stand for half of the standard."""
    found = directly([9, 1], [1e6, 10.0], [1, 1])
    assert found is not None and found.low == 0 and found.value == pytest.approx(5000.45)


def test_where_ages_are_those_of_the_standard_the_rate_is_the_crude_one() -> None:
    found = directly([10, 20], [1000.0, 3000.0], [1, 3], multiplier=1)
    assert found.value == pytest.approx(30 / 4000)


def test_below_ten_events_no_directly_standardised_rate_is_given() -> None:
    assert directly([4, 5], [100.0, 100.0], [1, 1]) is None
    assert directly([5, 5], [100.0, 100.0], [1, 1]) is not None


def test_a_ratio_of_events_to_those_expected_is_one_where_they_are_as_expected() -> None:
    found = indirectly([10, 20], [1000.0, 1000.0], [0.01, 0.02])
    assert found.value == pytest.approx(1) and found.low < 1 < found.high
    assert indirectly([0, 0], [10.0, 10.0], [0.1, 0.1]).low == 0


def test_the_european_standard_is_100_000_people_in_each_of_its_forms() -> None:
    assert sum(ESP_2013.values()) == 100_000 and len(ESP_2013) == 21
    for ages, groups in (([], 19), (["0", "1-4"], 20), (["95+"], 20), (["0", "95+"], 21)):
        standard = european_standard(ages)
        assert (len(standard), sum(standard.values())) == (groups, 100_000)
    assert (european_standard([])["0-4"], european_standard([])["90+"]) == (5000, 1000)


# Inequality


def test_a_straight_line_has_its_own_slope_and_ratio() -> None:
    """y = 50 - 30 x at the middles of ten deciles: the ends are 50 and 20."""
    middles = [(at + 0.5) / 10 for at in range(10)]
    found = slope_index([7.0] * 10, [50 - 30 * x for x in middles])
    assert (found.sii, found.rii, found.fit) == pytest.approx((30, 2.5, 1))


def test_larger_groups_count_for_more() -> None:
    small, large = slope_index([1, 1, 1], [9.0, 5, 4]), slope_index([1, 1, 8], [9.0, 5, 4])
    assert small.sii != pytest.approx(large.sii)


def test_limits_come_from_the_standard_errors_and_the_seed_alone() -> None:
    given = ([1.0] * 5, [50.0, 40, 38, 31, 20], [2.0] * 5)
    found = slope_index(*given, seed=3)
    assert found.low < found.sii < found.high and found == slope_index(*given, seed=3)
    spread = 2.0 / (sum((x - 0.5) ** 2 for x in (0.1, 0.3, 0.5, 0.7, 0.9)) ** 0.5)
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * spread, rel=0.05)


def test_a_ratio_is_given_only_where_the_line_is_above_nought_at_both_ends() -> None:
    assert slope_index([1, 1, 1], [9.0, 4, 0]).rii is None
    assert slope_index([1, 1, 1], [-9.0, -4, -1]).rii is None
    near = slope_index([1.0] * 5, [50.0, 40, 30, 21, 12], [4.0] * 5)
    assert near.rii is not None and near.rii_low is not None and near.rii_high is None
    assert near.low is not None and near.low > 0


def test_a_bad_fit_and_few_groups_are_said() -> None:
    assert slope_index([1.0] * 5, [9.0, 1, 1, 1, 9]).fits_badly
    assert not slope_index([1.0] * 5, [9.0, 8, 6, 5, 3]).fits_badly
    assert slope_index([1.0] * 4, [9.0, 8, 6, 5]).has_few_groups
    assert not slope_index([1.0] * 5, [9.0, 8, 6, 5, 3]).has_few_groups


# Funnel


@given(st.integers(20, 400), st.integers(0, 3))
def test_an_area_at_the_average_is_inside_whatever_its_size(size: int, times: int) -> None:
    plot = funnel([size, size * 3], [size * 10, size * 30], kind="rate")
    assert [point.where for point in plot.points] == ["inside", "inside"]


def test_the_limits_of_a_proportion_hold_the_share_of_areas_that_they_say() -> None:
    """For n = 200 and 0.3: the chance of a count beyond the inner limits is about 5 in 100."""
    plot = funnel([60, 30], [200, 100], curve=2)
    band = plot.bands[-1]
    beyond = sum(
        comb(200, k) * 0.3**k * 0.7 ** (200 - k)
        for k in range(201)
        if not band.low_inner <= k / 200 <= band.high_inner
    )
    assert beyond == pytest.approx(0.05, abs=0.012)
    assert band.low_outer < band.low_inner < 0.3 < band.high_inner < band.high_outer


# The control limits that OHID publishes with its package PHEindicatormethods (tests/testthat, testdata_funnel_*.csv)
PUBLISHED_PROPORTIONS = [  # n, then the limits at 95% and at 99.8%, in percent
    (1, 3.204264, 100, 0, 100),
    (18, 62.390093, 98.894803, 51.864359, 100),
    (102, 72.974925, 88.309971, 68.553233, 92.731663),
    (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
]
PUBLISHED_RATES = [  # events, and the people (a year, of three) at whom so many are the lower and the upper limit
    (1, 1598.675694, 7.264481402, 2649.348525, 0.287087625),
    (9, 4902.152951, 1180.827018, 6501.096999, 703.6760012),
    (10, 5276.757672, 1375.943768, 6924.776769, 849.4639547),
    (104, 36157.10817, 24382.08903, 40036.31685, 21608.75072),
    (1360, 411529.9259, 369759.5622, 424043.2424, 358342.3275),
]


@pytest.mark.parametrize(("n", "low", "high", "low_outer", "high_outer"), PUBLISHED_PROPORTIONS)
def test_the_limits_of_proportions_are_those_that_are_published(n, low, high, low_outer, high_outer) -> None:
    band = band_at(n, 0.80642448, "proportion")
    found = [100 * limit for limit in (band.low_inner, band.high_inner, band.low_outer, band.high_outer)]
    assert found == pytest.approx([low, high, low_outer, high_outer], abs=2e-6)


@pytest.mark.parametrize(("events", "low", "high", "low_outer", "high_outer"), PUBLISHED_RATES)
def test_the_limits_of_rates_are_those_that_are_published(events, low, high, low_outer, high_outer) -> None:
    """To five digits where both are exact; from ten events ours are Byar's, a tenth of an event from the exact ones."""
    published = {"low_inner": low, "high_inner": high, "low_outer": low_outer, "high_outer": high_outer}
    near = {"rel": 1e-5} if events < 10 else {"abs": 0.1}
    for limit, people in published.items():
        band = band_at(3 * people, 116.1720835 / 100_000, "rate")
        assert getattr(band, limit) * 3 * people == pytest.approx(events, **near)


@given(
    st.sampled_from(["proportion", "rate"]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(60, 3000)), min_size=2, max_size=8),
)
def test_an_area_is_outside_where_its_own_interval_does_not_hold_the_average(kind, counts) -> None:
    """So that a funnel and a comparison with the average never say two things."""
    assume(0 < sum(events for events, _ in counts) < sum(n for _, n in counts))
    plot = funnel([events for events, _ in counts], [float(n) for _, n in counts], kind=kind)
    for (events, n), point in zip(counts, plot.points, strict=True):
        for level in (0.95, 0.998):
            worked = proportion_of(events, n, level) if kind == "proportion" else rate_of(events, n, 1, level)
            said = {"higher": "above", "lower": "below", "similar": ""}[verdict(worked, plot.average)]
            beyond = point.where.startswith(said) if said else True
            is_out = point.where != "inside" if level == 0.95 else point.where.endswith("99.8%")
            assert is_out == bool(said) and beyond


def test_areas_that_vary_more_than_chance_are_said_to() -> None:
    assert funnel([100, 300, 10], [1000, 1000, 1000]).varies_too_much
    assert not funnel([100, 104, 97], [1000, 1000, 1000]).varies_too_much


def test_groups_that_are_equally_deprived_share_the_middle_of_their_span() -> None:
    assert middles([1, 1, 2], [30, 20, 20]).tolist() == [0.125, 0.625, 0.625]
    one, other = (
        slope_index([2, 1, 1, 4], values, deprivation=[9, 5, 5, 1])
        for values in ([10.0, 8, 4, 1], [10.0, 4, 8, 1])
    )
    assert one.sii == pytest.approx(other.sii)  # in whichever order they were written
    joined = slope_index([2, 2, 4], [10.0, 6, 1])
    assert one.sii == pytest.approx(joined.sii)
