CREATE TABLE "told_withdrawals" (
	"id" integer PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erasure_steps" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "erasure_steps" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "erasure_steps" ADD COLUMN "fault" text;--> statement-breakpoint
ALTER TABLE "rider_issuers" ADD COLUMN "most_age_s" integer DEFAULT 3600 NOT NULL;--> statement-breakpoint
CREATE INDEX "rider_issuers_tokens" ON "rider_issuers" USING btree ("issuer","audience");--> statement-breakpoint
ALTER TABLE "rider_issuers" ADD CONSTRAINT "rider_token_age_fits" CHECK ("rider_issuers"."most_age_s" between 60 and 86400);--> statement-breakpoint
-- Issuers from before there was a greatest age go on with a day, until somebody says otherwise.
UPDATE rider_issuers SET most_age_s = 86400;
--> statement-breakpoint
-- Whose rider a token is of must not be open. Two organisations that have one already go on with it until either changes it.
CREATE FUNCTION refuse_to_share_tokens() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(7405120264);
	IF EXISTS (SELECT FROM rider_issuers i WHERE i.issuer = NEW.issuer AND i.audience = NEW.audience
		AND i.organisation_id <> NEW.organisation_id)
		AND NOT EXISTS (SELECT FROM rider_issuers i WHERE i.organisation_id = NEW.organisation_id
			AND i.issuer = NEW.issuer AND i.audience = NEW.audience) THEN
		RAISE EXCEPTION 'tokens of this issuer and audience are of another organisation''s riders' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'rider_tokens_are_of_one_organisation';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rider_tokens_are_not_shared BEFORE INSERT OR UPDATE OF issuer, audience ON rider_issuers
	FOR EACH ROW EXECUTE FUNCTION refuse_to_share_tokens();
--> statement-breakpoint
-- Nobody but the process that erases removes who rode; it keeps what was signed for after the asking.
REVOKE DELETE ON attributions FROM slipstream_maker;
--> statement-breakpoint
GRANT INSERT ON attributions TO slipstream_erasure;
--> statement-breakpoint
GRANT UPDATE (failures, failed_at, fault) ON erasure_steps TO slipstream_erasure;
--> statement-breakpoint
-- An upload that comes late says again who rode: of what was recorded before its rider was erased nobody keeps it, of whichever
-- bike it is.
CREATE OR REPLACE FUNCTION leave_erased_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	erased timestamptz;
BEGIN
	SELECT max(e.asked_at) INTO erased FROM erasures e WHERE e.rider_id = NEW.rider_id;
	IF erased IS NULL OR NEW.from_at >= erased THEN
		RETURN NEW;
	END IF;
	IF NEW.to_at < erased THEN
		RETURN NULL;
	END IF;
	NEW.from_at := erased;
	RETURN NEW;
END $$;
--> statement-breakpoint
-- Whatever a rider signed before the asking, of whichever bike; whoever asks, be it a process of an older release.
CREATE FUNCTION erase_what_was_signed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	INSERT INTO tombstones (erasure_id, rider_id, bike_id, reported_as, to_ms)
		VALUES (NEW.id, NEW.rider_id, 'rider:' || NEW.rider_id, 'rider:' || NEW.rider_id,
			floor(extract(epoch FROM NEW.asked_at) * 1000)::bigint)
		ON CONFLICT DO NOTHING;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER erasures_are_of_what_was_signed AFTER INSERT ON erasures FOR EACH ROW EXECUTE FUNCTION erase_what_was_signed();
--> statement-breakpoint
-- Erasures from before there were such tombstones begin anew with them, and the workers learn of it.
INSERT INTO tombstones (erasure_id, rider_id, bike_id, reported_as, to_ms)
	SELECT id, rider_id, 'rider:' || rider_id, 'rider:' || rider_id, floor(extract(epoch FROM asked_at) * 1000)::bigint FROM erasures;
--> statement-breakpoint
DELETE FROM erasure_steps;
--> statement-breakpoint
-- What was withdrawn is told to a topic, which outlives a backup of this database.
ALTER TABLE told_withdrawals ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE told_withdrawals ADD CONSTRAINT told_withdrawals_is_one CHECK (id = 1);
--> statement-breakpoint
INSERT INTO told_withdrawals (id, position) VALUES (1, 0);
--> statement-breakpoint
CREATE POLICY erasure ON told_withdrawals TO slipstream_erasure USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY maker ON told_withdrawals TO slipstream_maker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, UPDATE ON told_withdrawals TO slipstream_erasure, slipstream_maker;
--> statement-breakpoint
CREATE POLICY erasure ON consent_entries FOR SELECT TO slipstream_erasure USING (true);
--> statement-breakpoint
GRANT SELECT (id, position, rider_id, purpose, decision, effective_at, recorded_at, notice_version, language)
	ON consent_entries TO slipstream_erasure;
--> statement-breakpoint
-- After a restore: what was purged is excluded again before it is looked for, and all is projected anew.
GRANT INSERT ON purged_pseudonyms, whole_projections TO slipstream_maker;
--> statement-breakpoint
CREATE POLICY maker ON whole_projections FOR INSERT TO slipstream_maker WITH CHECK (true);
