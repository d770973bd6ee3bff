-- The outbox. It is no view: what was told to whom cannot be made again out of the log, for it depends on who worked
-- where when it was told. No row holds anything personal: a case's reference, its deadline, units and users by id.
CREATE SCHEMA outbox;
GRANT USAGE ON SCHEMA outbox TO redress_app;

-- How far those have come who write here, moved in the transaction of what they write.
CREATE TABLE outbox.position (
    follower text   PRIMARY KEY,
    position bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON outbox.position TO redress_app;

-- What goes out at once to one recipient: a user, or without one the mailbox of a role in a unit.
CREATE TABLE outbox.message (
    id              uuid        PRIMARY KEY,
    way             text        NOT NULL,
    user_id         text,
    unit_id         text        NOT NULL,
    role            text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT log.now(),
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT log.now(),
    sent_at         timestamptz,
    failed_at       timestamptz,
    error           text,
    CHECK (sent_at IS NULL OR failed_at IS NULL)
);
CREATE INDEX message_due ON outbox.message (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX message_failed ON outbox.message (failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX message_sent ON outbox.message (sent_at) WHERE sent_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox.message TO redress_app;

-- One fact of a clock for one recipient. It waits until not_before, then a message carries it.
CREATE TABLE outbox.notice (
    id            uuid        PRIMARY KEY,
    clock_id      uuid        NOT NULL,
    clock_version int         NOT NULL,
    kind          text        NOT NULL,
    user_id       text,
    unit_id       text        NOT NULL,
    role          text        NOT NULL,
    way           text        NOT NULL,
    case_id       uuid        NOT NULL,
    reference     text        NOT NULL,
    case_unit_id  text        NOT NULL,
    pack          text        NOT NULL,
    milestone     text        NOT NULL,
    cycle         int         NOT NULL,
    stage         int         NOT NULL,
    step          text        NOT NULL,
    due_at        timestamptz,
    created_at    timestamptz NOT NULL DEFAULT log.now(),
    not_before    timestamptz NOT NULL,
    withdrawn_at  timestamptz,
    message_id    uuid        REFERENCES outbox.message,
    CHECK (message_id IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX notice_waiting ON outbox.notice (not_before) WHERE message_id IS NULL AND withdrawn_at IS NULL;
CREATE INDEX notice_of_clock ON outbox.notice (clock_id) WHERE message_id IS NULL AND withdrawn_at IS NULL;
CREATE INDEX notice_of_message ON outbox.notice (message_id);
CREATE INDEX notice_without_person ON outbox.notice (created_at) WHERE user_id IS NULL;
COMMENT ON COLUMN outbox.notice.user_id IS 'Null: nobody was found who may know of the case, so that a mailbox is told.';
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox.notice TO redress_app;
