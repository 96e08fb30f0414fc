"""Fictional court papers with their expected reading, and the code that draws them.

``facts`` says what a paper states, ``papers`` words it, ``page`` prints it, ``damage`` makes a scan of
it, ``stories`` holds the committed samples, ``expected`` writes their gold, ``draw`` ties all together.
Any facts, look and damage may be passed to :func:`samples.draw.drawn`.
"""
