"""A small Flask site: shows how the request reached it, so that the examples can be compared."""

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/")
def home():
    return "It works.\n"


@app.get("/how")
def how():
    """What the application sees of TLS, proxies and mod_wsgi's process model."""
    environ = request.environ
    return jsonify(
        scheme=environ["wsgi.url_scheme"],
        host=request.host,
        client=request.remote_addr,
        process_group=environ.get("mod_wsgi.process_group"),
        application_group=environ.get("mod_wsgi.application_group"),
        client_certificate=environ.get("SSL_CLIENT_S_DN"),
    )


if __name__ == "__main__":
    app.run(debug=True)
