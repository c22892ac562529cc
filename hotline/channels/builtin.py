"""What is said when there is no line to load at all. The only words a person gets that are written in Python.

Bilingual, because without a line nobody knows the languages; plain GSM-7, one segment.
"""

SMS = (
    "Sorry, this line is not working now. Emergency: call 911. In crisis: call or text 988. "
    "Emergencia: llame al 911. Crisis: 988."
)

VOICE = (
    ("en-US", "Sorry, this line is not working now. In an emergency, hang up and call 9 1 1. In a crisis, call 9 8 8."),
    ("es-US", "Lo sentimos. En una emergencia, cuelgue y llame al 9 1 1. En una crisis, llame al 9 8 8."),
)
