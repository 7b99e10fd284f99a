"""The settings under test: the real ones, with a folder and a key of their own, so that nothing reaches the demo's."""

import os

from config import env

os.environ["VAR_DIR"] = str(env.var_dir() / "test")
os.environ["SECRET_KEY"] = "a key that only the tests know, and that protects nothing"

from config.settings import *  # noqa: E402, F403
