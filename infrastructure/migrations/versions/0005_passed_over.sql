-- Events of clocks that nobody could be told of, for a fault of ours: they are tried again until they are.
CREATE TABLE outbox.passed_over (
    position bigint      PRIMARY KEY,
    case_id  uuid        NOT NULL,
    error    text        NOT NULL,
    since    timestamptz NOT NULL DEFAULT log.now()
);
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox.passed_over TO redress_app;
