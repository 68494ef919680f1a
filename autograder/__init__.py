"""The instructor's package of the course Unrolled: it releases, grades and proves. Students never receive it.

Its rooms, from the bottom up, each importing those below it only: `source` and `room`, `marking`, then `classroom` beside `proof`.
"""
