-- How often somebody asked for the status of a complaint within the last minutes: by reference and by address, each as
-- a keyed hash. Every process counts here. After a crash of the server counting begins anew.
CREATE UNLOGGED TABLE access.attempt (
    subject  bytea       PRIMARY KEY,
    began_at timestamptz NOT NULL,
    number   int         NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX attempt_began ON access.attempt (began_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON access.attempt TO redress_app;

-- What the installation key makes of a fixed text: a process with another key is refused. To start anew with another
-- key, whose consequences the README names, the owner deletes the row.
CREATE TABLE access.installation_key (
    the_only    boolean PRIMARY KEY DEFAULT true CHECK (the_only),
    check_value bytea   NOT NULL
);
GRANT SELECT, INSERT ON access.installation_key TO redress_app;
