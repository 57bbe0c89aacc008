-- Who publishes is told of each transaction that wrote changes, as soon as it is committed.
CREATE FUNCTION tell_of_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('slipstream_outbox', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER outbox_tells AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION tell_of_changes();
--> statement-breakpoint
-- Rows stay for moments only: what they leave behind is cleared away by their number, not by their share.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
