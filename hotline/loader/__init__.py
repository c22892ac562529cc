"""YAML to model: every value is read as text and keeps its file, line and column; all problems are told at once."""

from hotline.loader.asks import add_ask
from hotline.loader.audio import stamp_text
from hotline.loader.build import build, words_hash
from hotline.loader.edit import set_number, set_review
from hotline.loader.folder import Folder, files, read_folder, version
from hotline.loader.inplace import Changed, NotWritten, file_stamp
from hotline.loader.lastgood import keep, recall
from hotline.loader.nodes import forget
from hotline.loader.problem import Mark, Problem, Severity, Text, did_you_mean, shown
from hotline.loader.written import Waiver, Written, WrittenLanguage, WrittenPlace, WrittenSentence, WrittenWords

__all__ = [
    "Changed",
    "Folder",
    "Mark",
    "NotWritten",
    "Problem",
    "Severity",
    "Text",
    "Waiver",
    "Written",
    "WrittenLanguage",
    "WrittenPlace",
    "WrittenSentence",
    "WrittenWords",
    "add_ask",
    "build",
    "did_you_mean",
    "file_stamp",
    "files",
    "forget",
    "keep",
    "read_folder",
    "recall",
    "set_number",
    "set_review",
    "shown",
    "stamp_text",
    "version",
    "words_hash",
]
