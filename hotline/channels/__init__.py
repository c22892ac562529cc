"""Ways to reach the line. Pure: a web form becomes what was heard, a turn becomes an answer."""
