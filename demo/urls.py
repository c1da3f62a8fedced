"""Address of the page with the demo's log-ins."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [path("", views.show_logins, name="logins")]
