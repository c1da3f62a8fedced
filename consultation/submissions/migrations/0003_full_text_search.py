"""What makes the public record searchable, kept by the database itself so that no way in can forget it."""

from django.db import migrations

HAN_AND_KANA = "[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]"

LONGEST = 200_000  # characters of a text that are indexed; the longest form takes 65,536

# Signs that the parser would take for addresses, paths, tags and compounds; apostrophes (an elided article is a word of
# its own); and the non-joiner, which parts the words of Persian. Marks of direction and soft hyphens mean nothing.
TO_SPACES = "-/\\._@:~#&?=%+<>\u2018\u2019\u02bc\u200b\u200c"
TO_NOTHING = "\u00ad\u061c\u200d\u200e\u200f"

FUNCTIONS = f"""
-- The dictionary in which a text of that language is indexed; "simple" only folds case.
CREATE FUNCTION submissions_search_config(language text) RETURNS regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
        WHEN 'ar' THEN 'arabic'::regconfig
        WHEN 'en' THEN 'english'::regconfig
        WHEN 'es' THEN 'spanish'::regconfig
        WHEN 'fr' THEN 'french'::regconfig
        WHEN 'ru' THEN 'russian'::regconfig
        ELSE 'simple'::regconfig
    END
$$;

-- Chinese and Japanese put no space between words: each run of characters becomes its overlapping pairs.
-- The text is cut into characters once, because substr() counts from the beginning every time.
CREATE FUNCTION submissions_search_pairs(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(
        CASE
            WHEN han AND next_han THEN ' ' || character || next_character || ' '
            WHEN han AND previous_han THEN ' '
            WHEN han THEN ' ' || character || ' '
            ELSE character
        END, '' ORDER BY place), '')
    FROM (
        SELECT place, character, han,
               lead(character) OVER (ORDER BY place) AS next_character,
               lead(han) OVER (ORDER BY place) AS next_han,
               lag(han) OVER (ORDER BY place) AS previous_han
        FROM (
            SELECT place, character, character ~ '{HAN_AND_KANA}' AS han
            FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS cut(character, place)
        ) AS marked
    ) AS neighbours
$$;

-- The form in which texts and queries meet. Compatibility forms are folded (NFKC). Arabic loses vowel signs and
-- tatweel, the forms of alef, ya, kaf and ta marbuta become one each, and the article goes, with what is written
-- together with it.
CREATE FUNCTION submissions_search_words(written text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    words text := translate(normalize(written, NFKC), '{TO_SPACES}{TO_NOTHING}', repeat(' ', length('{TO_SPACES}')));
BEGIN
    IF words ~ '[\u0621-\u06ff]' THEN
        words := regexp_replace(words, '[\u064b-\u065f\u0670\u0640]+', '', 'g');
        words := translate(words, '\u0623\u0625\u0622\u0671\u0649\u06cc\u06a9\u0629', '\u0627\u0627\u0627\u0627\u064a\u064a\u0643\u0647');
        words := regexp_replace(
            words, '(^|[^\u0621-\u064a])[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)([\u0621-\u064a]{{3}})', '\\1\\2', 'g');
    END IF;
    IF words ~ '{HAN_AND_KANA}' THEN
        words := submissions_search_pairs(words);
    END IF;
    RETURN words;
END
$$;

-- What of one part of a text can be found. A text of more different words than a tsvector can hold (1 MB) is indexed
-- from its beginning: a contribution is never refused because it is hard to search.
CREATE FUNCTION submissions_search_part(config regconfig, written text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN to_tsvector(config, submissions_search_words(written));
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN to_tsvector(config, submissions_search_words(left(written, 50000)));
END
$$;

-- What of a submission can be found: title and reference first, then the author, then the text and the answers.
-- Of a withdrawn one only the stub can be found. The entry "config:..." lets a query speak each text's own language.
CREATE FUNCTION submissions_search_vector(
    language text, reference text, title text, author text, body text, is_stub boolean
) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    config regconfig := submissions_search_config(language);
    vector tsvector := array_to_tsvector(ARRAY['config:' || config])
        || setweight(submissions_search_part(config, title), 'A')
        || setweight(submissions_search_part(config, reference), 'A');
    said text := title;
BEGIN
    IF NOT is_stub THEN
        body := left(body, {LONGEST});
        said := concat_ws(' ', title, author, body);
        vector := vector
            || setweight(submissions_search_part(config, author), 'B')
            || setweight(submissions_search_part(config, body), 'C');
    END IF;
    IF said ~ '{HAN_AND_KANA}' THEN
        vector := vector || array_to_tsvector(ARRAY(
            SELECT sign FROM (SELECT DISTINCT unnest(string_to_array(normalize(said, NFKC), NULL))) AS signs(sign)
            WHERE sign ~ '{HAN_AND_KANA}'));
    END IF;
    RETURN vector;
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN submissions_search_vector(language, reference, title, author, left(body, 20000), is_stub);
END
$$;

-- A query as people write it in search boxes (words, "phrases", or, -not), in the dictionary of every language at
-- once; each reading counts only for texts indexed in that dictionary. It never raises an error.
CREATE FUNCTION submissions_search_query(written text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    -- A hyphen before a word means "not"; any other is part of a word and becomes a space with the other signs.
    words text := regexp_replace(regexp_replace(left(written, 200), '(^|\\s)-(?=[^\\s-])', '\\1\ue000', 'g'), '-', ' ', 'g');
    readings tsquery := '';
    reading tsquery;
    config regconfig;
BEGIN
    words := regexp_replace(submissions_search_words(words), '({HAN_AND_KANA}{{2}}(?:  {HAN_AND_KANA}{{2}})+)', '"\\1"', 'g');
    words := regexp_replace(words, '\ue000\\s*', '-', 'g');
    FOREACH config IN ARRAY ARRAY['arabic', 'english', 'french', 'russian', 'simple', 'spanish']::regconfig[] LOOP
        reading := websearch_to_tsquery(config, words);
        IF numnode(reading) > 0 THEN
            readings := readings || (reading && ('''config:' || config || '''')::tsquery);
        END IF;
    END LOOP;
    RETURN readings;
END
$$;
"""

NO_FUNCTIONS = """
DROP FUNCTION submissions_search_query(text);
DROP FUNCTION submissions_search_vector(text, text, text, text, text, boolean);
DROP FUNCTION submissions_search_part(regconfig, text);
DROP FUNCTION submissions_search_words(text);
DROP FUNCTION submissions_search_pairs(text);
DROP FUNCTION submissions_search_config(text);
"""

TRIGGERS = """
CREATE FUNCTION submissions_keep_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := submissions_search_vector(
        NEW.language, NEW.reference, NEW.title, NEW.author_name,
        concat_ws(' ', NEW.body, (SELECT string_agg(text, ' ') FROM submissions_answer WHERE submission_id = NEW.id)),
        NEW.state = 'withdrawn');
    RETURN NEW;
END
$$;

CREATE TRIGGER keep_search
BEFORE INSERT OR UPDATE OF reference, title, author_name, language, body, state, search ON submissions_submission
FOR EACH ROW EXECUTE FUNCTION submissions_keep_search();

-- One UPDATE of each submission for all its answers that one statement writes.
CREATE FUNCTION submissions_keep_search_of_answers() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE submissions_submission SET search = NULL WHERE id IN (SELECT submission_id FROM written);
    RETURN NULL;
END
$$;

CREATE TRIGGER keep_search_inserted AFTER INSERT ON submissions_answer
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION submissions_keep_search_of_answers();

CREATE TRIGGER keep_search_updated AFTER UPDATE ON submissions_answer
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION submissions_keep_search_of_answers();

CREATE TRIGGER keep_search_deleted AFTER DELETE ON submissions_answer
REFERENCING OLD TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION submissions_keep_search_of_answers();

UPDATE submissions_submission SET search = NULL;
"""

NO_TRIGGERS = """
DROP TRIGGER keep_search_inserted ON submissions_answer;
DROP TRIGGER keep_search_updated ON submissions_answer;
DROP TRIGGER keep_search_deleted ON submissions_answer;
DROP TRIGGER keep_search ON submissions_submission;
DROP FUNCTION submissions_keep_search_of_answers();
DROP FUNCTION submissions_keep_search();
"""


class Migration(migrations.Migration):
    """Functions that fold texts and queries to one form, and triggers that keep each submission's search vector."""

    dependencies = [("submissions", "0002_extension_reason_in_six_languages")]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS), migrations.RunSQL(TRIGGERS, NO_TRIGGERS)]
