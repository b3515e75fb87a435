"""Camera, microphone, recorder and player, on QtMultimedia. Imported when an interview is opened, and not before.

QtMultimedia is an extra: ask `kit.why_not` first, and import the rest only where it answers nothing.
"""
