"""What an installation needs beside the program: units, nginx, container, and the check of its packages."""
