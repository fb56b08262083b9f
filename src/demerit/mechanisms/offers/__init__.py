"""Courses, examinations and other things that people may choose, and how they answer (M22, M23)."""
