"""The pages of the site."""

from django.http import HttpResponse, JsonResponse
from django.urls import path


def home(request):
    return HttpResponse("It works.\n")


def how(request):
    """What the application sees of TLS, proxies and mod_wsgi's process model."""
    return JsonResponse(
        {
            "scheme": request.scheme,
            "host": request.get_host(),
            "client": request.META["REMOTE_ADDR"],
            "process_group": request.META.get("mod_wsgi.process_group"),
            "application_group": request.META.get("mod_wsgi.application_group"),
            "client_certificate": request.META.get("SSL_CLIENT_S_DN"),
        }
    )


urlpatterns = [path("", home), path("how", how)]
