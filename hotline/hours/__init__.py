"""Opening hours at a moment: what a door says, whatever the clocks do. Pure: ``now`` is an argument.

Time zones come from the system, or from the package tzdata where it has none.
"""

from hotline.hours.calendar import FEDERAL, in_words, is_past, read_holiday
from hotline.hours.door import Clock, doors_of
from hotline.hours.zone import find_zone, zone_names

__all__ = ["FEDERAL", "Clock", "doors_of", "find_zone", "in_words", "is_past", "read_holiday", "zone_names"]
