-- Since when somebody follows: what was past long before that is not told any more.
ALTER TABLE outbox.position ADD COLUMN began_at timestamptz NOT NULL DEFAULT log.now();
