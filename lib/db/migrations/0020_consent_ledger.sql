CREATE TYPE "public"."consent_decision" AS ENUM('granted', 'withdrawn');--> statement-breakpoint
ALTER TYPE "public"."scope" ADD VALUE 'consent';--> statement-breakpoint
CREATE TABLE "consent_entries" (
	"position" bigint PRIMARY KEY DEFAULT 0 NOT NULL,
	"id" uuid NOT NULL,
	"sender_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"rider_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"decision" "consent_decision" NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"notice_version" smallint NOT NULL,
	"language" text NOT NULL,
	"channel" text NOT NULL,
	"recorded_by" text NOT NULL,
	"evidence" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"previous_hash" text DEFAULT '' NOT NULL,
	"hash" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "consent_entries" ADD CONSTRAINT "consent_entries_sender_id_organisations_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "consent_entries_sent" ON "consent_entries" USING btree ("sender_id","id");--> statement-breakpoint
CREATE INDEX "consent_entries_rider" ON "consent_entries" USING btree ("rider_id","position");--> statement-breakpoint
CREATE INDEX "consent_entries_purpose" ON "consent_entries" USING btree ("purpose","position");--> statement-breakpoint
CREATE INDEX "riders_by_reference" ON "riders" USING btree ("reference");
--> statement-breakpoint
ALTER TABLE riders ADD CONSTRAINT riders_of_organisation UNIQUE (id, organisation_id);
--> statement-breakpoint
ALTER TABLE consent_entries
	ADD FOREIGN KEY (rider_id, organisation_id) REFERENCES riders (id, organisation_id),
	ADD CONSTRAINT consent_entry_in_time CHECK (
		CASE decision WHEN 'granted' THEN effective_at >= recorded_at ELSE effective_at <= recorded_at END),
	ADD CONSTRAINT consent_entry_has_evidence CHECK (recorded_by LIKE 'api-client:%' OR coalesce(evidence, '') <> '');
--> statement-breakpoint
CREATE FUNCTION consent_hash(entry consent_entries) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
	SELECT encode(sha256(convert_to(jsonb_build_array(
		entry.previous_hash, entry.position, entry.id, entry.sender_id, entry.organisation_id, entry.rider_id,
		entry.purpose, entry.decision, extract(epoch FROM entry.effective_at)::text, entry.notice_version, entry.language,
		entry.channel, entry.recorded_by, entry.evidence, extract(epoch FROM entry.recorded_at)::text
	)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- The moment is that at which the chain was held, not that of the transaction's beginning: else of two entries the later one
-- could be the older, and a grant take effect while an earlier withdrawal still waits.
CREATE FUNCTION chain_consent() RETURNS trigger LANGUAGE plpgsql
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	last consent_entries%ROWTYPE;
BEGIN
	PERFORM pg_advisory_xact_lock(7405120263);
	SELECT * INTO last FROM consent_entries ORDER BY position DESC LIMIT 1;
	NEW.position := coalesce(last.position, 0) + 1;
	NEW.recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), last.recorded_at);
	NEW.effective_at := coalesce(NEW.effective_at, NEW.recorded_at);
	NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
	NEW.hash := consent_hash(NEW);
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_entries_are_chained BEFORE INSERT ON consent_entries FOR EACH ROW EXECUTE FUNCTION chain_consent();
--> statement-breakpoint
CREATE FUNCTION refuse_to_change_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'entries of the consent ledger are appended, never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_entries
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_consent();
--> statement-breakpoint
ALTER TABLE consent_entries ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY maker ON consent_entries FOR SELECT TO slipstream_maker USING (true);
--> statement-breakpoint
GRANT SELECT ON consent_entries TO slipstream_maker;
--> statement-breakpoint
-- The one way into the ledger. Clients name riders as their own organisation does; staff of the maker name any by its id. What
-- was sent before is answered as it was, and makes no rider either. Null where no rider has the id.
CREATE FUNCTION append_consent(sender uuid, sent jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	entry consent_entries%ROWTYPE;
	rider riders%ROWTYPE;
	is_new boolean;
BEGIN
	IF is_walled() AND (tenant IS NULL OR sender IS DISTINCT FROM tenant OR sent ? 'rider_id'
		OR coalesce(sent ->> 'recorded_by', '') NOT LIKE 'api-client:%') THEN
		RAISE EXCEPTION 'a tenant''s clients record for its own riders' USING ERRCODE = 'insufficient_privilege';
	END IF;
	PERFORM pg_advisory_xact_lock(7405120263);
	SELECT * INTO entry FROM consent_entries e WHERE e.sender_id = sender AND e.id = (sent ->> 'id')::uuid;
	is_new := NOT FOUND;
	IF is_new THEN
		IF sent ? 'rider_id' THEN
			SELECT * INTO rider FROM riders r WHERE r.id = (sent ->> 'rider_id')::uuid;
		ELSE
			INSERT INTO riders (organisation_id, reference) VALUES (sender, sent ->> 'reference')
				ON CONFLICT (organisation_id, reference) DO NOTHING;
			SELECT * INTO rider FROM riders r WHERE r.organisation_id = sender AND r.reference = sent ->> 'reference';
		END IF;
		IF rider.id IS NULL THEN
			RETURN NULL;
		END IF;
		INSERT INTO consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, effective_at, notice_version,
			language, channel, recorded_by, evidence)
		VALUES ((sent ->> 'id')::uuid, sender, rider.organisation_id, rider.id, sent ->> 'purpose',
			(sent ->> 'decision')::consent_decision, (sent ->> 'effective_at')::timestamptz, (sent ->> 'notice_version')::smallint,
			sent ->> 'language', sent ->> 'channel', sent ->> 'recorded_by', sent ->> 'evidence')
		RETURNING * INTO entry;
	ELSE
		SELECT * INTO rider FROM riders r WHERE r.id = entry.rider_id;
	END IF;
	RETURN to_jsonb(entry) || jsonb_build_object('is_new', is_new, 'reference', rider.reference);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_consent(uuid, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_consent(uuid, jsonb) TO slipstream_maker, slipstream_tenant;
