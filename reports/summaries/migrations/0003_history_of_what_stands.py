"""Paragraphs that were written before there was a history have their present text as its first entry."""

from django.db import migrations

FILL = """
INSERT INTO summaries_wording (summary_id, anchor, version, text, how, at, by_id)
SELECT section.summary_id, paragraph.anchor, paragraph.version, paragraph.text, 'saved', paragraph.saved_at,
       paragraph.saved_by_id
FROM summaries_paragraph AS paragraph JOIN summaries_section AS section ON section.id = paragraph.section_id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("summaries", "0002_points_and_history")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
