"""What every answer of the console says about itself to the browser."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
KEPT = (200, 206, 304)


def guard(app: Flask, prefix: str) -> None:
    """Put the headers on every answer below ``prefix``, whoever gave it; nothing but what is static is kept."""

    @app.after_request
    def protect(response: Response) -> Response:
        if request.path != prefix and not request.path.startswith(f"{prefix}/"):
            return response
        response.headers.update(HEADERS)
        if request.endpoint != "console.static" or response.status_code not in KEPT:
            response.headers["Cache-Control"] = "no-store"
        return response
