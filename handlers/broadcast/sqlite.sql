-- name: by_loops()
-- SQLite joins in no other way: see postgres.sql.
SELECT 1 AS done;
