CREATE TABLE "rider_issuers" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"audience" text NOT NULL,
	"keys_address" text NOT NULL,
	"claim" text NOT NULL,
	"is_required" boolean NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rider_issuer_fits" CHECK (char_length("rider_issuers"."issuer") + regexp_count("rider_issuers"."issuer", '[\U00010000-\U0010ffff]') between 1 and 500),
	CONSTRAINT "rider_audience_fits" CHECK (char_length("rider_issuers"."audience") + regexp_count("rider_issuers"."audience", '[\U00010000-\U0010ffff]') between 1 and 500),
	CONSTRAINT "rider_keys_address_fits" CHECK (char_length("rider_issuers"."keys_address") + regexp_count("rider_issuers"."keys_address", '[\U00010000-\U0010ffff]') between 1 and 500),
	CONSTRAINT "rider_claim_fits" CHECK (char_length("rider_issuers"."claim") + regexp_count("rider_issuers"."claim", '[\U00010000-\U0010ffff]') between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "attributions" DROP CONSTRAINT "attributions_sent";--> statement-breakpoint
ALTER TABLE "rider_issuers" ADD CONSTRAINT "rider_issuers_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE rider_issuers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY maker ON rider_issuers TO slipstream_maker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rider_issuers TO slipstream_maker;
--> statement-breakpoint
-- Who rode is recorded by `attribute_rides` alone.
REVOKE INSERT ON attributions FROM slipstream_maker;
--> statement-breakpoint
ALTER TABLE attributions ADD CONSTRAINT attribution_of_our_age CHECK (isfinite(from_at) AND isfinite(to_at));
--> statement-breakpoint
-- A client records for its own organisation's riders, whose issuer signed, and bikes that it may send for. What is at most
-- 5 min apart of one rider and bike is joined; what is there already is left as it is, so that the same again adds nothing.
CREATE FUNCTION attribute_rides(client uuid, organisation uuid, reference_sent text, upload text, sent jsonb) RETURNS jsonb
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	sender api_clients%ROWTYPE;
	rider uuid;
	added integer;
BEGIN
	IF is_walled() AND (tenant IS NULL OR organisation IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'a tenant''s clients record rides of its own riders' USING ERRCODE = 'insufficient_privilege';
	END IF;
	SELECT * INTO sender FROM api_clients c WHERE c.id = client AND c.organisation_id = organisation AND c.revoked_at IS NULL
		AND 'write' = ANY (c.scopes::text[]) AND 'app' = ANY (c.sources::text[]);
	IF sender.id IS NULL OR NOT EXISTS (SELECT FROM rider_issuers i WHERE i.organisation_id = organisation)
		OR EXISTS (SELECT FROM jsonb_to_recordset(sent) AS s (bike_id text) WHERE s.bike_id IS NULL
			OR NOT (s.bike_id = ANY (sender.bike_ids)
				OR EXISTS (SELECT FROM unnest(sender.bike_prefixes) AS p (beginning) WHERE starts_with(s.bike_id, p.beginning)))) THEN
		RAISE EXCEPTION 'no client of the rider''s organisation that may send for these bikes' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'attribution_by_its_client';
	END IF;
	SELECT r.id INTO rider FROM riders r WHERE r.organisation_id = organisation AND r.reference = reference_sent;
	IF rider IS NULL THEN
		INSERT INTO riders (organisation_id, reference) VALUES (organisation, reference_sent)
			ON CONFLICT (organisation_id, reference) DO NOTHING;
		SELECT r.id INTO rider FROM riders r WHERE r.organisation_id = organisation AND r.reference = reference_sent;
	END IF;
	-- Two uploads of one rider that touch would each be joined with what the other does not see yet.
	PERFORM pg_advisory_xact_lock(hashtextextended('attributions of ' || rider, 7405120263));
	EXECUTE $sql$
		WITH told AS (
			SELECT DISTINCT s.bike_id, 'epoch'::timestamptz + s."from" * interval '1 millisecond' AS from_at,
				'epoch'::timestamptz + s."to" * interval '1 millisecond' AS to_at
			FROM jsonb_to_recordset($4) AS s (bike_id text, "from" bigint, "to" bigint)
		), touched AS (
			SELECT DISTINCT a.id, a.bike_id, a.from_at, a.to_at FROM told t JOIN attributions a ON a.bike_id = t.bike_id
				AND a.rider_id = $1 AND a.from_at <= t.to_at + interval '5 minutes' AND a.to_at >= t.from_at - interval '5 minutes'
		), every AS (
			SELECT NULL::bigint AS id, bike_id, from_at, to_at FROM told UNION ALL SELECT id, bike_id, from_at, to_at FROM touched
		), parted AS (
			SELECT *, from_at > max(to_at) OVER (PARTITION BY bike_id ORDER BY from_at, to_at, id
				ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + interval '5 minutes' AS is_apart FROM every
		), numbered AS (
			SELECT *, count(*) FILTER (WHERE is_apart) OVER (PARTITION BY bike_id ORDER BY from_at, to_at, id
				ROWS UNBOUNDED PRECEDING) AS number FROM parted
		), joined AS (
			SELECT bike_id, min(from_at) AS from_at, max(to_at) AS to_at, array_agg(id) FILTER (WHERE id IS NOT NULL) AS ids
			FROM numbered GROUP BY bike_id, number
		), changed AS (
			SELECT * FROM joined j WHERE NOT EXISTS (
				SELECT FROM touched t WHERE t.id = ANY (j.ids) AND t.from_at = j.from_at AND t.to_at = j.to_at)
		), removed AS (
			DELETE FROM attributions a USING (SELECT unnest(ids) AS id FROM changed) c WHERE a.id = c.id
		), made AS (
			INSERT INTO attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
			SELECT bike_id, $1, from_at, to_at, $2, $3 FROM changed RETURNING 1
		)
		SELECT count(*) FROM made
	$sql$ INTO added USING rider, client, upload, sent;
	RETURN jsonb_build_object('rider_id', rider, 'added', added);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION attribute_rides(uuid, uuid, text, text, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION attribute_rides(uuid, uuid, text, text, jsonb) TO slipstream_maker, slipstream_tenant;
--> statement-breakpoint
ALTER TABLE consent_entries
	DROP CONSTRAINT consent_entry_has_evidence,
	ADD CONSTRAINT consent_entry_has_evidence CHECK (
		CASE WHEN recorded_by LIKE 'api-client:%' OR recorded_by LIKE 'rider:%' THEN evidence IS NULL AND channel IN ('app', 'web')
		ELSE coalesce(evidence, '') <> '' AND channel NOT IN ('app', 'web') END),
	ADD CONSTRAINT consent_by_its_rider CHECK (recorded_by NOT LIKE 'rider:%' OR recorded_by = 'rider:' || rider_id);
--> statement-breakpoint
-- Clients name riders as their own organisation does; where a rider's token came with it, the rider recorded it, and where the
-- organisation's issuer is required, nothing else speaks for riders. Staff of the maker name any by its id. What was sent before
-- is answered as it was, and makes no rider either. Null where no rider has the id; only `withdrawn_at` where the rider withdrew
-- after deciding on the grant that comes now: late, it must not bring back what the rider took back.
CREATE OR REPLACE FUNCTION append_consent(sender uuid, sent jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	recorder text := coalesce(sent ->> 'recorded_by', '');
	is_client boolean := recorder LIKE 'api-client:%';
	is_signed boolean := coalesce((sent ->> 'is_signed')::boolean, false);
	is_required boolean;
	decided timestamptz := (sent ->> 'decided_at')::timestamptz;
	withdrawn timestamptz;
	ended boolean;
	entry consent_entries%ROWTYPE;
	rider riders%ROWTYPE;
	is_new boolean;
	details jsonb;
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
	SELECT i.is_required INTO is_required FROM rider_issuers i WHERE i.organisation_id = sender;
	IF (is_signed AND (NOT is_client OR is_required IS NULL)) OR (is_client AND NOT is_signed AND coalesce(is_required, false)) THEN
		RAISE EXCEPTION 'expected a rider''s token of the sender''s issuer' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'consent_signed_by_its_rider';
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
			sent ->> 'language', sent ->> 'channel', CASE WHEN is_signed THEN 'rider:' || rider.id ELSE recorder END,
			sent ->> 'evidence')
		RETURNING * INTO entry;
		details := jsonb_build_object('entry', entry.position, 'hash', entry.hash, 'purpose', entry.purpose,
			'decision', entry.decision);
		IF is_signed THEN
			details := details || jsonb_build_object('client', recorder);
		END IF;
		INSERT INTO audit (actor, verb, subject, details)
		VALUES (entry.recorded_by, 'record-consent', 'rider:' || rider.id, details);
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
