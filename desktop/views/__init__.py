"""Widgets: they show rows and emit requests. No async, no SQL, no network; one folder per feature.

May import Qt and `desktop.models`; only presenters and the composition root may import views.
"""
