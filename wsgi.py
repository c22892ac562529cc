"""The line as a WSGI application, set by the environment. ``hotline serve`` runs the same."""

from hotline.app import create_app

app = create_app()
