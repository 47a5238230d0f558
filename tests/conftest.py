"""What all tests share; how a browser is started stands in the fixtures of the browser tests."""

from engine_fixtures import knowledge

__all__ = ["knowledge"]
