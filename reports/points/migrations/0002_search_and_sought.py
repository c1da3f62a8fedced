"""What makes points searchable, kept by the database itself, and when each passage was last looked for."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.conf import settings
from django.db import migrations, models

SEARCH = """
-- The words of a point: passage and restatement in the language of the contribution, and the restatement in English
-- too, because it is often written in another language than the passage.
CREATE FUNCTION points_keep_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := (
        SELECT submissions_search_vector(language, reference, NEW.restatement, '', NEW.quote, false)
        FROM submissions_submission WHERE id = NEW.submission_id
    ) || submissions_search_vector('en', '', NEW.restatement, '', '', false);
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_search
BEFORE INSERT OR UPDATE OF restatement, quote, search ON points_point
FOR EACH ROW EXECUTE FUNCTION points_keep_search();

UPDATE points_point SET search = NULL, sought = revision;
"""

NO_SEARCH = """
DROP TRIGGER keep_search ON points_point;
DROP FUNCTION points_keep_search();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('points', '0001_initial'),
        ('processes', '0002_chairs_team'),
        ('submissions', '0005_counts_from_the_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='point',
            name='search',
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='point',
            name='sought',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='looked for in revision'),
        ),
        migrations.RunSQL(SEARCH, NO_SEARCH),
        migrations.AddIndex(
            model_name='point',
            index=models.Index(condition=models.Q(('anchor', 'lost'), ('dropped_at', None)), fields=['process'], name='points_lost'),
        ),
        migrations.AddIndex(
            model_name='point',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='point_search'),
        ),
    ]
