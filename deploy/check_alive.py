"""Exit 0 where the dashboard on this machine answers: for the HEALTHCHECK of a container. A monitor asks /sehat,
which also says whether backup, disk and data are well; a container is not started anew because a backup is late."""

from __future__ import annotations

import http.client
import os
import sys


def main() -> int:
    """0 alive, 1 not."""
    base = os.environ.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8501")), timeout=4)
    try:
        connection.request("GET", f"/{base}/_stcore/health" if base else "/_stcore/health")
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
