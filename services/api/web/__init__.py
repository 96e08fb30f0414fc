"""The pages (Simplified Chinese): templates, static files and what joins them to the verbs.

``install(app)`` is all the application needs to know. Pages call the same functions as the JSON
routes and never our own HTTP.
"""

from services.api.web.install import install

__all__ = ["install"]
