-- name: by_loops()
-- For the rest of this transaction each recipient is looked up by index: where the server does not know
-- yet how many contacts there are, it may read all of them for each part of a wave.
SELECT set_config('enable_hashjoin', 'off', TRUE), set_config('enable_mergejoin', 'off', TRUE);
