"""How forms are drawn."""

from django.forms.renderers import TemplatesSetting


class PlenumRenderer(TemplatesSetting):
    """Draws every form with the templates of templates/look/forms."""
