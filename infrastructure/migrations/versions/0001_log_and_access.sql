-- Schemas. `log` exists already: it holds the table of revisions.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA access;
CREATE SCHEMA view AUTHORIZATION redress_app;
CREATE SCHEMA reporting AUTHORIZATION redress_app;
GRANT USAGE ON SCHEMA log, access TO redress_app;
GRANT USAGE ON SCHEMA reporting TO redress_report;
ALTER DEFAULT PRIVILEGES FOR ROLE redress_app IN SCHEMA reporting GRANT SELECT ON TABLES TO redress_report;
GRANT SELECT ON log.migration TO redress_app;

-- The clock. One statement has one instant, so the events of one command are recorded at one instant.
CREATE FUNCTION log.now() RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER
    RETURN statement_timestamp();
COMMENT ON FUNCTION log.now() IS 'The one clock of the system.';

-- The events. Every unique key contains stream_id, so the table can be partitioned by hash of it.
-- position is unique because one sequence gives it and nobody else may.
CREATE SEQUENCE log.event_position CACHE 1;
CREATE TABLE log.event (
    position       bigint      NOT NULL DEFAULT nextval('log.event_position'),
    stream_id      uuid        NOT NULL,
    version        int         NOT NULL,
    topic          text        NOT NULL,
    schema_version smallint    NOT NULL DEFAULT 1,
    state          json        NOT NULL,
    metadata       json        NOT NULL DEFAULT '{}',
    command_id     uuid,
    command_index  int,
    occurred_at    timestamptz NOT NULL DEFAULT log.now(),
    recorded_at    timestamptz NOT NULL DEFAULT log.now(),
    PRIMARY KEY (stream_id, version),
    UNIQUE (stream_id, command_id, command_index),
    CHECK ((command_id IS NULL) = (command_index IS NULL))
);
CREATE INDEX event_position_idx ON log.event (position);
COMMENT ON TABLE log.event IS 'Everything that happened, for ever; rows are added and never changed.';
COMMENT ON COLUMN log.event.position IS 'Order of the whole log; rolled-back appends leave gaps.';
COMMENT ON COLUMN log.event.state IS 'json, not jsonb: the bytes stay as they were written.';
COMMENT ON COLUMN log.event.command_index IS 'Place of the event among those of its command, from 0.';
COMMENT ON COLUMN log.event.occurred_at IS 'Business time.';
COMMENT ON COLUMN log.event.recorded_at IS 'Instant of the append, by log.now().';

GRANT SELECT ON log.event TO redress_app;
GRANT INSERT (stream_id, version, topic, schema_version, state, metadata, command_id, command_index, occurred_at)
    ON log.event TO redress_app;
GRANT USAGE ON SEQUENCE log.event_position TO redress_app;

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refused: events are never changed or removed', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.event ENABLE ALWAYS TRIGGER append_only;

-- Snapshots: a cache. Whoever cannot use one replays the stream.
CREATE TABLE log.snapshot (
    stream_id    uuid NOT NULL,
    topic        text NOT NULL,
    state_schema text NOT NULL,
    version      int  NOT NULL,
    state        json NOT NULL,
    PRIMARY KEY (stream_id, topic, state_schema, version)
);
COMMENT ON TABLE log.snapshot IS 'A cache of replayed streams; may be emptied at any time.';
GRANT SELECT, INSERT, DELETE ON log.snapshot TO redress_app;

-- All that a command needs to know of a stream, in one round trip: first a row with the instant (recorded_at) and
-- the newest snapshot if there is one (version, state); then those of the command before it; then the events after it.
-- The columns are in the order in which every reader of events takes them; the stream is known and left out.
-- Index scans only: the plan is kept, and may have been made when the table was still small.
CREATE FUNCTION log.load(of_stream uuid, of_command uuid, snapshot_topic text, snapshot_schema text)
    RETURNS TABLE (
        "position" bigint, stream_id text, version int, topic text, schema_version smallint, state text, metadata text,
        command_id text, command_index int, occurred_at timestamptz, recorded_at timestamptz
    )
    LANGUAGE plpgsql STABLE ROWS 20
    SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    kept int;
BEGIN
    recorded_at := log.now();
    IF snapshot_topic IS NOT NULL THEN
        SELECT s.version, s.state::text INTO version, state FROM log.snapshot s
            WHERE s.stream_id = of_stream AND s.topic = snapshot_topic AND s.state_schema = snapshot_schema
            ORDER BY s.version DESC LIMIT 1;
        kept := version;
    END IF;
    RETURN NEXT;
    IF kept IS NOT NULL AND of_command IS NOT NULL THEN
        RETURN QUERY SELECT e.position, NULL, e.version, e.topic, e.schema_version, e.state::text, e.metadata::text,
                e.command_id::text, e.command_index, e.occurred_at, e.recorded_at
            FROM log.event e
            WHERE e.stream_id = of_stream AND e.command_id = of_command AND e.version <= kept ORDER BY e.version;
    END IF;
    RETURN QUERY SELECT e.position, NULL, e.version, e.topic, e.schema_version, e.state::text, e.metadata::text,
            e.command_id::text, e.command_index, e.occurred_at, e.recorded_at
        FROM log.event e WHERE e.stream_id = of_stream AND e.version > coalesce(kept, -1) ORDER BY e.version;
END $$;

-- The epoch of the positions: rises when a restore or a promotion may have given positions a second meaning.
CREATE TABLE log.epoch (
    the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
    epoch    int NOT NULL CHECK (epoch > 0)
);
INSERT INTO log.epoch (epoch) VALUES (1);
GRANT SELECT ON log.epoch TO redress_app;

-- The running number in a complaint's reference; numbers that were drawn and not used stay unused.
CREATE SEQUENCE log.complaint_number CACHE 1;
GRANT USAGE ON SEQUENCE log.complaint_number TO redress_app;

-- The demo clock: an instant that only the owner can set, in a log that holds nothing recorded by the real clock.
CREATE FUNCTION log.install_demo_clock(start timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE;
    IF to_regclass('log.demo_clock') IS NULL THEN
        IF EXISTS (SELECT FROM log.event) THEN
            RAISE EXCEPTION 'the demo clock is refused: the log already holds events'
                USING ERRCODE = 'object_not_in_prerequisite_state';
        END IF;
        CREATE TABLE log.demo_clock (the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
                                     instant timestamptz NOT NULL);
        INSERT INTO log.demo_clock (instant) VALUES (start);
        CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
            RETURN (SELECT instant FROM log.demo_clock);
    END IF;
END $$;

CREATE FUNCTION log.set_demo_clock(to_instant timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass('log.demo_clock') IS NULL THEN
        RAISE EXCEPTION 'the demo clock is not installed' USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    UPDATE log.demo_clock SET instant = to_instant;
END $$;

CREATE FUNCTION log.install_real_clock() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE log.event IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
        RETURN statement_timestamp();
    DROP TABLE IF EXISTS log.demo_clock;
END $$;

-- Tokens: what the API lets in. The token itself is not kept, only its hash.
CREATE TABLE access.token (
    id         uuid        PRIMARY KEY,
    token_hash bytea       NOT NULL UNIQUE,
    user_id    text        NOT NULL,
    role       text        NOT NULL,
    unit       text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    note       text        NOT NULL DEFAULT ''
);
GRANT SELECT ON access.token TO redress_app;
GRANT INSERT (id, token_hash, user_id, role, unit, expires_at, note) ON access.token TO redress_app;
GRANT UPDATE (revoked_at) ON access.token TO redress_app;

-- Functions are the owner's alone, but for the two that every command needs.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log.now(), log.load(uuid, uuid, text, text) TO redress_app;
