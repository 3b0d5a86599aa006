-- name: counted()
SELECT (SELECT count(*) FROM area) AS areas, (SELECT count(*) FROM place) AS places;

-- name: areas()
SELECT id, name, kind, parent_id, population, latitude, longitude FROM area ORDER BY id;

-- name: keep_areas(rows)
INSERT INTO area (id, name, kind, parent_id, population, latitude, longitude)
SELECT value ->> 'id', value ->> 'name', value ->> 'kind', value ->> 'parent_id',
    CAST(value ->> 'population' AS BIGINT), CAST(value ->> 'latitude' AS DOUBLE PRECISION),
    CAST(value ->> 'longitude' AS DOUBLE PRECISION)
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
    parent_id = excluded.parent_id, population = excluded.population,
    latitude = excluded.latitude, longitude = excluded.longitude
RETURNING id;

-- name: places()
SELECT id, name, area_id, latitude, longitude, population, alternates FROM place ORDER BY id;

-- name: keep_places(rows)
INSERT INTO place (id, name, area_id, latitude, longitude, population, alternates)
SELECT value ->> 'id', value ->> 'name', value ->> 'area_id',
    CAST(value ->> 'latitude' AS DOUBLE PRECISION),
    CAST(value ->> 'longitude' AS DOUBLE PRECISION),
    CAST(value ->> 'population' AS BIGINT), value ->> 'alternates'
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET name = excluded.name, area_id = excluded.area_id,
    latitude = excluded.latitude, longitude = excluded.longitude,
    population = excluded.population, alternates = excluded.alternates
RETURNING id;
