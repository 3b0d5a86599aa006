-- name: bench_contact()
INSERT INTO contact (id, last_seen_at) VALUES ('bench', 1) RETURNING id;
