"""The rows of this stage as files, in the order in which they are loaded."""

from saidanddone.programme.tables import TableOf

from . import choosing, maps, registry

TABLES = [
    TableOf("indicators", registry.IndicatorRow, registry.load_indicators, registry.dump_indicators),
    TableOf("indicator_values", registry.ValueRow, registry.load_values, registry.dump_values),
    TableOf("age_counts", registry.AgeRow, registry.load_ages, registry.dump_ages),
    TableOf("domains", choosing.DomainRow, choosing.load_domains, choosing.dump_domains),
    TableOf("area_groups", choosing.GroupRow, choosing.load_groups, choosing.dump_groups),
    TableOf("weight_votes", choosing.VoteRow, choosing.load_votes, choosing.dump_votes),
    TableOf("index_methods", choosing.MethodRow, choosing.load_methods, choosing.dump_methods),
    TableOf("decisions", choosing.DecisionRow, choosing.load_decisions, choosing.dump_decisions),
    TableOf("area_maps", maps.MapRow, maps.load_maps, maps.dump_maps),
    TableOf("area_shapes", maps.ShapeRow, maps.load_shapes, maps.dump_shapes),
    TableOf("small_areas", maps.SmallAreaRow, maps.load_small_areas, maps.dump_small_areas),
    TableOf("small_area_measures", maps.MeasureRow, maps.load_measures, maps.dump_measures),
    TableOf(
        "small_area_values", maps.SmallAreaValueRow, maps.load_small_area_values, maps.dump_small_area_values
    ),
]
