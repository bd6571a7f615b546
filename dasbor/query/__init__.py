"""All questions to a version, with all their SQL (sql/). Knows neither Streamlit nor charts.

In: a `Choice`: version, quarter, area, with or without KKMP.
Out: tables (pandas), figures with numerator and denominator; kept until the version's file changes.
"""
