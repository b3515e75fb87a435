"""The whole story, played without a person: `bellhop --tour DIR`. The real program, on a throw-away profile.

`play` conducts: each act is a start of the program of its own, so that endings, restarts and even a kill are real.
`acts` tells the story, `hands` does what a person would do, `album` keeps pictures and the transcript.
"""
