"""The HTTP application."""

from fastapi import FastAPI


def create_app() -> FastAPI:
    """Build the application from the settings of the environment."""
    app = FastAPI(title="Redress")

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """Say that the process lives."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> dict[str, str]:
        """Say that requests can be served."""
        return {"status": "ok"}

    return app
