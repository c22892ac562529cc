"""The line's recordings, for the platform to fetch and keep. They are words for everybody, so nobody has to sign.

An address names the content, so what is fetched once is good for ever. No part of it ever is a path on the disk.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, request

from hotline.current import Current

MIME = {"wav": "audio/wav", "mp3": "audio/mpeg"}
FOR_EVER = "public, max-age=31536000, immutable"
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # SignalWire keeps only what has a date too; content never changes


def make_audio(current: Current) -> Blueprint:
    """The blueprint of ``/audio/``."""
    audio = Blueprint("audio", __name__)

    @audio.get("/audio/<name>")
    def play(name: str) -> Response:
        """A recording, or 404. Another one than was asked for, of the same place, is not to be kept."""
        played = current.recording(name)
        if played is None:
            return Response(status=404)
        response = Response(played.data, mimetype=MIME[played.recording.kind])
        if not played.same:
            response.headers["Cache-Control"] = "no-store"
            return response
        response.headers["Cache-Control"] = FOR_EVER
        response.set_etag(played.recording.content)
        response.last_modified = MADE
        response.make_conditional(request)
        return response

    return audio
