"""What others build: the same little tree of menus in the manner of their tutorials, without a look at who asks.

Each walks main menu, treatments, hormone drugs, knows the words hair and nausea, and remembers where everybody is.
None checks signatures, looks for cries for help, understands a slip, counts, or has a second language.
"""
