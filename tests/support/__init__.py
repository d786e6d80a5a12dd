"""Helpers of the tests: a running product, a browser, accessibility, choice of tests."""
