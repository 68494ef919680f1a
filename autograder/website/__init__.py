"""The course as a website in both languages: what students get, with what its cells show where the answers are right, and no answer.

Knows Sphinx, and how its pages look. The topmost room: it takes the students' edition from `classroom`, runs notebooks as `proof` does, and
nothing imports it but the command line.
"""
