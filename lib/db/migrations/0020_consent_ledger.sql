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
	"decided_at" timestamp with time zone NOT NULL,
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
-- What an organisation calls a rider is who the rider is: it stays, and no two texts that look the same are two riders.
ALTER TABLE riders ADD CONSTRAINT rider_reference_is_plain CHECK (
	char_length(reference) BETWEEN 1 AND 120 AND reference IS NFC NORMALIZED AND reference !~ ('['
		'\u0001-\u001f\u007f-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e'
		'\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a'
		'\U000e0001\U000e0020-\U000e007f]')) NOT VALID;
--> statement-breakpoint
CREATE FUNCTION refuse_to_rename() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a rider stays who the organisation said it is' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER riders_stay_who_they_are BEFORE UPDATE ON riders FOR EACH ROW
	WHEN ((OLD.id, OLD.organisation_id, OLD.reference) IS DISTINCT FROM (NEW.id, NEW.organisation_id, NEW.reference))
	EXECUTE FUNCTION refuse_to_rename();
--> statement-breakpoint
REVOKE UPDATE ON riders FROM slipstream_maker;
--> statement-breakpoint
ALTER TABLE consent_entries
	ADD FOREIGN KEY (rider_id, organisation_id) REFERENCES riders (id, organisation_id),
	ADD CONSTRAINT consent_entry_in_time CHECK (
		CASE decision WHEN 'granted' THEN effective_at >= recorded_at ELSE effective_at <= recorded_at END),
	ADD CONSTRAINT consent_entry_of_our_age CHECK (
		effective_at >= '2000-01-01T00:00:00Z' AND effective_at < '2100-01-01T00:00:00Z'
		AND decided_at >= '2000-01-01T00:00:00Z' AND decided_at < '2100-01-01T00:00:00Z'),
	ADD CONSTRAINT consent_decided_lately CHECK (
		decided_at <= recorded_at + interval '5 minutes' AND decided_at >= recorded_at - interval '9600 hours'),
	ADD CONSTRAINT consent_entry_is_short CHECK (
		char_length(purpose) BETWEEN 1 AND 64 AND notice_version >= 1 AND char_length(language) BETWEEN 2 AND 35
		AND char_length(channel) BETWEEN 1 AND 32 AND char_length(recorded_by) BETWEEN 1 AND 80
		AND char_length(evidence) BETWEEN 1 AND 500),
	ADD CONSTRAINT consent_entry_has_evidence CHECK (
		CASE WHEN recorded_by LIKE 'api-client:%' THEN evidence IS NULL AND channel IN ('app', 'web')
		ELSE coalesce(evidence, '') <> '' AND channel NOT IN ('app', 'web') END);
--> statement-breakpoint
CREATE INDEX audit_of_consent ON audit ((details ->> 'entry')) WHERE verb = 'record-consent';
--> statement-breakpoint
CREATE FUNCTION consent_hash(entry consent_entries) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
	SELECT encode(sha256(convert_to(jsonb_build_array(
		entry.previous_hash, entry.position, entry.id, entry.sender_id, entry.organisation_id, entry.rider_id,
		entry.purpose, entry.decision, extract(epoch FROM entry.decided_at)::text, extract(epoch FROM entry.effective_at)::text,
		entry.notice_version, entry.language,
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
	NEW.decided_at := coalesce(NEW.decided_at, NEW.recorded_at);
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
-- was sent before is answered as it was, and makes no rider either. Null where no rider has the id; only `withdrawn_at` where the
-- rider withdrew after deciding on the grant that comes now: late, it must not bring back what the rider took back.
CREATE FUNCTION append_consent(sender uuid, sent jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	recorder text := coalesce(sent ->> 'recorded_by', '');
	is_client boolean := recorder LIKE 'api-client:%';
	decided timestamptz := (sent ->> 'decided_at')::timestamptz;
	withdrawn timestamptz;
	ended boolean;
	entry consent_entries%ROWTYPE;
	rider riders%ROWTYPE;
	is_new boolean;
BEGIN
	IF is_walled() AND (tenant IS NULL OR sender IS DISTINCT FROM tenant OR NOT is_client) THEN
		RAISE EXCEPTION 'a tenant''s clients record for its own riders' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF is_client IS NOT DISTINCT FROM (sent ? 'rider_id') THEN
		RAISE EXCEPTION 'clients name a rider by reference, staff by id' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF is_client AND (decided IS NULL OR recorder !~ '^api-client:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' OR NOT EXISTS (
		SELECT FROM api_clients c WHERE c.id = substr(recorder, 12)::uuid AND c.organisation_id = sender
			AND c.revoked_at IS NULL AND 'consent' = ANY (c.scopes::text[]))) THEN
		RAISE EXCEPTION 'no client of the sender that may record consent' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'consent_by_its_client';
	END IF;
	PERFORM pg_advisory_xact_lock(7405120263);
	SELECT * INTO entry FROM consent_entries e WHERE e.sender_id = sender AND e.id = (sent ->> 'id')::uuid;
	is_new := NOT FOUND;
	IF is_new THEN
		IF is_client THEN
			INSERT INTO riders (organisation_id, reference) VALUES (sender, sent ->> 'reference')
				ON CONFLICT (organisation_id, reference) DO NOTHING;
			SELECT * INTO rider FROM riders r WHERE r.organisation_id = sender AND r.reference = sent ->> 'reference';
		ELSE
			SELECT * INTO rider FROM riders r WHERE r.id = (sent ->> 'rider_id')::uuid;
		END IF;
		IF rider.id IS NULL THEN
			RETURN NULL;
		END IF;
		IF sent ->> 'decision' = 'granted' THEN
			SELECT max(greatest(w.recorded_at, w.decided_at)) INTO withdrawn FROM consent_entries w
			WHERE w.rider_id = rider.id AND w.purpose = sent ->> 'purpose' AND w.decision = 'withdrawn'
				AND (w.recorded_at >= decided OR w.decided_at >= coalesce(decided, clock_timestamp()));
			IF withdrawn IS NOT NULL THEN
				RETURN jsonb_build_object('withdrawn_at', withdrawn);
			END IF;
		END IF;
		INSERT INTO consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, decided_at, notice_version,
			language, channel, recorded_by, evidence)
		VALUES ((sent ->> 'id')::uuid, sender, rider.organisation_id, rider.id, sent ->> 'purpose',
			(sent ->> 'decision')::consent_decision, decided, (sent ->> 'notice_version')::smallint,
			sent ->> 'language', sent ->> 'channel', recorder, sent ->> 'evidence')
		RETURNING * INTO entry;
		INSERT INTO audit (actor, verb, subject, details)
		VALUES (recorder, 'record-consent', 'rider:' || rider.id, jsonb_build_object('entry', entry.position,
			'hash', entry.hash, 'purpose', entry.purpose, 'decision', entry.decision));
	ELSE
		SELECT * INTO rider FROM riders r WHERE r.id = entry.rider_id;
	END IF;
	IF entry.decision = 'withdrawn' THEN
		SELECT e.decision = 'granted' INTO ended FROM consent_entries e
		WHERE e.rider_id = entry.rider_id AND e.purpose = entry.purpose AND e.position < entry.position
		ORDER BY e.position DESC LIMIT 1;
		ended := coalesce(ended, false);
	END IF;
	RETURN to_jsonb(entry) || jsonb_build_object('is_new', is_new, 'reference', rider.reference, 'ended', ended);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_consent(uuid, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_consent(uuid, jsonb) TO slipstream_maker, slipstream_tenant;
