"""The little tree that every peer in Python walks; ``express.js`` and the Node-RED flow hold the same one."""

TREE = {
    "main": {
        "text": "Health facts by text.\n1 Treatments\n2 Side effects\n3 When to get help",
        "choices": {"1": "treatments", "2": "side-effects", "3": "help"},
    },
    "treatments": {
        "text": "Treatments. Text a number:\n1 Kinds of treatment\n2 Hormone drugs\n3 Chemotherapy",
        "choices": {"1": "kinds", "2": "hormone", "3": "chemotherapy"},
    },
    "hormone": {
        "text": "Hormone drugs. Text a number:\n1 Hormone therapy\n2 Tamoxifen",
        "choices": {"1": "kinds", "2": "kinds"},
    },
    "side-effects": {
        "text": "Side effects. Text a number:\n1 Hair loss\n2 Nausea",
        "choices": {"1": "hair", "2": "nausea"},
    },
    "kinds": {"text": "There are several kinds of treatment. Your care team can tell which fits you.", "choices": {}},
    "chemotherapy": {"text": "Chemotherapy is medicine that works against cancer cells.", "choices": {}},
    "hair": {"text": "Hair almost always grows back. It usually starts 1 to 3 months after chemo.", "choices": {}},
    "nausea": {"text": "There are good medicines for nausea. Ask your care team for one.", "choices": {}},
    "help": {"text": "Call 911 in an emergency. Call your care team about a fever.", "choices": {}},
}
KEYWORDS = {"hi": "main", "menu": "main", "hair": "hair", "nausea": "nausea"}
UNKNOWN = "Sorry, I did not understand that. Text MENU for the menu."


def onward(place: str, said: str) -> str | None:
    """Where a word or a number leads from a place."""
    said = said.strip().lower()
    return KEYWORDS.get(said) or TREE[place]["choices"].get(said)
