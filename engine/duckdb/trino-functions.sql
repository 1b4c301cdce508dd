-- Trino's functions, as far as queries over S3 requests use them, where DuckDB has another name or another meaning for
-- them. A function that is in neither is an error. A macro hides the built-in function of its name, so a body that
-- needs that one says system.main.

-- Trino's address type. DuckDB has none without an extension, so it is the text; see network_contains.
CREATE TYPE ipaddress AS VARCHAR;

-- A path such as $["x-amz-id-2"] is $."x-amz-id-2" here. An object or array is no scalar.
CREATE MACRO json_extract_scalar(json, path) AS
  CASE WHEN json_valid(json)
  THEN json_extract_string(json_value(json, replace(replace(path, '["', '."'), '"]', '"')), '$') END;

-- What is no time is NULL, as it is in Trino within TRY, and only there: DuckDB has no TRY around a macro that may fail.
CREATE MACRO from_iso8601_timestamp(text) AS
  CASE WHEN regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?')
  THEN TRY_CAST(system.main.regexp_replace(upper(text), '(T..:..)(Z|[+-]|$)', '\1:00\2') AS TIMESTAMPTZ) END;

-- Formats are MySQL's. Of them, those that DuckDB prints and reads alike; minutes and seconds where they are printed.
CREATE MACRO date_format(moment, format) AS
  CASE WHEN regexp_full_match(format, '([^%]|%[YmdHis])*')
  THEN strftime(moment, replace(replace(format, '%i', '%M'), '%s', '%S'))
  ELSE error('date_format: unknown format ' || format) END;
CREATE MACRO date_parse(text, format) AS
  CASE WHEN NOT regexp_full_match(format, '([^%]|%[YmdH])*') THEN error('date_parse: unknown format ' || format)
  -- DuckDB overlooks spaces around it.
  WHEN regexp_matches(text, '^\s|\s$') THEN error('date_parse: spaces around ' || text)
  ELSE strptime(text, format) END;

-- All matches, not the first one; groups are $1, not \1; no match is NULL, not an empty text.
CREATE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern);
CREATE MACRO regexp_split(text, pattern) AS regexp_split_to_array(text, pattern);
CREATE MACRO regexp_replace
  (text, pattern) AS system.main.regexp_replace(text, pattern, '', 'g'),
  (text, pattern, replacement) AS system.main.regexp_replace(
    text, pattern, system.main.regexp_replace(replacement, '\$([0-9])', '\\\1', 'g'), 'g');
CREATE MACRO regexp_extract
  (text, pattern) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern) END,
  (text, pattern, part) AS CASE WHEN regexp_matches(text, pattern) THEN system.main.regexp_extract(text, pattern, part) END;
CREATE MACRO split_part(text, delimiter, part) AS
  CASE WHEN part <= len(split(text, delimiter)) THEN system.main.split_part(text, delimiter, part) END;

-- A no-break space is no space.
CREATE MACRO trim(text) AS system.main.regexp_replace(text, '^[\t-\r\x1C-\x20\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200A}\x{2028}\x{2029}\x{205F}\x{3000}]+|[\t-\r\x1C-\x20\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200A}\x{2028}\x{2029}\x{205F}\x{3000}]+$', '', 'g');

-- A plus is a space. What is no code of two hexadecimal digits is NULL, as above.
CREATE MACRO url_decode(text) AS
  CASE WHEN regexp_full_match(text, '([^%]|%[0-9A-Fa-f]{2})*') THEN system.main.url_decode(replace(text, '+', ' ')) END;

-- NULL wherever a part is NULL.
CREATE MACRO concat
  (a, b) AS a || b,
  (a, b, c) AS a || b || c,
  (a, b, c, d) AS a || b || c || d;

CREATE MACRO sequence(first, last) AS generate_series(first, last);
CREATE MACRO cardinality(list) AS len(list);
CREATE MACRO element_at(list, index) AS list_extract(list, index);
CREATE MACRO contains
  -- Behind a letter, since a text that is handed out loses a byte order mark at its beginning.
  (network VARCHAR, address VARCHAR) AS network_contains('=' || network, '=' || address),
  (list VARCHAR[], element VARCHAR) AS list_contains(list, element);
