"""Reports out: the line list, weekly totals, and the ministry's DHIS2. Others read them there."""
