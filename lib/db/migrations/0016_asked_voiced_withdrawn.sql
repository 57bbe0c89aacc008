-- A tenant reads of contradictions what it is asked, while it is asked: why one was decided may speak of others' bikes, and is
-- told by contradictions_decided.
ALTER POLICY tenant ON contradictions USING (
	oem_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid) AND asked_at IS NOT NULL AND decided_at IS NULL);
--> statement-breakpoint
-- An id that no bike has yet is one organisation's: of whoever registers a bike by it and who puts in a module that reports as
-- it, none sees the other until both are stored. Registering is common and goes on side by side; such a module is rare, waits
-- for all who register, and they for it.
CREATE FUNCTION hold_new_voices(voices text[]) RETURNS void LANGUAGE plpgsql
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	is_new boolean;
BEGIN
	EXECUTE 'SELECT EXISTS (SELECT FROM unnest($1) AS v (id) WHERE NOT EXISTS (SELECT FROM bikes b WHERE b.bike_id = v.id))' INTO is_new USING voices;
	IF is_new THEN
		PERFORM pg_advisory_xact_lock(hashtext('slipstream voices'));
	END IF;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION hold_new_voices(text[]) FROM PUBLIC;
--> statement-breakpoint
CREATE FUNCTION refuse_claimed_id() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	claimed text;
BEGIN
	IF NOT is_walled() THEN
		RETURN NULL;
	END IF;
	PERFORM pg_advisory_xact_lock_shared(hashtext('slipstream voices'));
	EXECUTE $query$
		SELECT m.bike_id FROM made m
		CROSS JOIN LATERAL (SELECT c.id FROM components c WHERE c.reports_as = m.bike_id AND c.kind = 'module' AND c.oem_id <> m.oem_id OFFSET 0) c
		CROSS JOIN LATERAL (SELECT FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL OFFSET 0) p
		LIMIT 1
	$query$ INTO claimed;
	IF claimed IS NOT NULL THEN
		RAISE EXCEPTION 'a module of another organisation reports under the id'
			USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bike_of_own_voice', DETAIL = claimed;
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_voiced AFTER INSERT ON bikes REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_claimed_id();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_two_voices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	rule text;
	voice text;
	voices text[];
BEGIN
	EXECUTE $query$
		SELECT array_agg(c.reports_as) FROM made p JOIN components c ON c.id = p.component_id
		WHERE p.kind = 'module' AND p.voided_at IS NULL AND c.reports_as <> p.bike_id
	$query$ INTO voices;
	IF voices IS NOT NULL THEN
		PERFORM hold_new_voices(voices);
	END IF;
	EXECUTE $query$
		WITH voices AS MATERIALIZED (
			SELECT p.component_id, p.bike_id, p.oem_id, tstzrange(p.valid_from, p.valid_to) AS during, c.reports_as
			FROM made p JOIN components c ON c.id = p.component_id
			WHERE p.kind = 'module' AND p.voided_at IS NULL AND c.reports_as IS NOT NULL
		)
		SELECT 'module_of_own_voice', v.reports_as FROM voices v JOIN bikes b ON b.bike_id = v.reports_as
		WHERE v.reports_as <> v.bike_id AND b.oem_id <> v.oem_id AND is_walled()
		UNION ALL SELECT 'module_of_one_voice', v.reports_as FROM voices v
		CROSS JOIN LATERAL (SELECT d.id FROM components d WHERE d.reports_as = v.reports_as AND d.id <> v.component_id OFFSET 0) d
		CROSS JOIN LATERAL (
			SELECT FROM component_periods o WHERE o.component_id = d.id AND o.voided_at IS NULL AND o.bike_id <> v.bike_id
				AND tstzrange(o.valid_from, o.valid_to) && v.during OFFSET 0
		) o
		LIMIT 1
	$query$ INTO rule, voice;
	IF rule IS NOT NULL THEN
		RAISE EXCEPTION 'modules report under one id' USING ERRCODE = 'exclusion_violation', CONSTRAINT = rule, DETAIL = voice;
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_foreign_voice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	foreign_one bigint;
	voices text[];
BEGIN
	-- A module that is new is in no bike yet, and looked at when it comes into one.
	IF TG_OP = 'UPDATE' THEN
		EXECUTE 'SELECT array_agg(n.reports_as) FROM told n JOIN before o ON o.id = n.id
			WHERE n.reports_as IS NOT NULL AND o.reports_as IS DISTINCT FROM n.reports_as' INTO voices;
		IF voices IS NOT NULL THEN
			PERFORM hold_new_voices(voices);
		END IF;
	END IF;
	IF is_walled() THEN
		EXECUTE format($query$
			SELECT n.id FROM told n %s LEFT JOIN bikes b ON b.bike_id = n.reports_as
			WHERE n.reports_as IS NOT NULL %s AND b.oem_id IS DISTINCT FROM n.oem_id AND (b.oem_id IS NOT NULL OR NOT EXISTS (
				SELECT FROM api_clients a WHERE a.organisation_id = n.oem_id AND a.revoked_at IS NULL
					AND (n.reports_as = ANY (a.bike_ids) OR n.reports_as ^@ ANY (a.bike_prefixes))))
			LIMIT 1
		$query$, CASE WHEN TG_OP = 'UPDATE' THEN 'JOIN before o ON o.id = n.id' END,
			CASE WHEN TG_OP = 'UPDATE' THEN 'AND o.reports_as IS DISTINCT FROM n.reports_as' END) INTO foreign_one;
	END IF;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the id that the module reports is none of the organisation''s'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'component_own_voice';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
ALTER TABLE "produced_components" DROP CONSTRAINT "produced_components_kind_serial_normal_pk";
--> statement-breakpoint
ALTER TABLE "produced_components" ADD COLUMN "withdrawn_at" timestamp with time zone;
--> statement-breakpoint
CREATE INDEX "produced_components_lot" ON "produced_components" USING btree ("lot") WHERE withdrawn_at is null;
--> statement-breakpoint
ALTER TABLE "produced_components" ADD CONSTRAINT "produced_once" UNIQUE NULLS NOT DISTINCT("kind","serial_normal","withdrawn_at");
--> statement-breakpoint
-- What was loaded by mistake was never made. Each number is looked up by an index, as in the migration before.
CREATE OR REPLACE FUNCTION components_known(kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, oem_id uuid, in_bike_since timestamptz, is_in_bike boolean, part_made text, models_made text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := is_walled();
BEGIN
	IF is_tenant AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT a.kind, a.serial_normal,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN c.id END,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN c.oem_id END,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN p.valid_from END,
			p.id IS NOT NULL, m.part_number, m.model_codes
		FROM unnest($1, $2) AS a (kind, serial_normal)
		LEFT JOIN LATERAL (
			SELECT o.id, o.oem_id FROM components o WHERE o.kind = a.kind AND o.serial_normal = a.serial_normal OFFSET 0
		) c ON true
		LEFT JOIN LATERAL (
			SELECT o.id, o.valid_from FROM component_periods o
			WHERE o.component_id = c.id AND o.voided_at IS NULL AND (o.valid_to IS NULL OR ($4 AND c.oem_id <> $3)) LIMIT 1
		) p ON true
		LEFT JOIN LATERAL (
			SELECT o.part_number, o.model_codes FROM produced_components o
			WHERE o.kind = a.kind AND o.serial_normal = a.serial_normal AND o.withdrawn_at IS NULL OFFSET 0
		) m ON true
		WHERE c.id IS NOT NULL OR m.part_number IS NOT NULL
	$query$ USING kinds, serials, tenant, is_tenant;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION components_made_for(of_oem uuid, kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF is_walled() AND (tenant IS NULL OR of_oem IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'another organisation is asked for' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.kind, c.serial_normal FROM unnest($2, $3) AS a (kind, normal)
		CROSS JOIN LATERAL (
			SELECT o.kind, o.serial_normal, o.model_codes FROM produced_components o
			WHERE o.kind = a.kind AND o.serial_normal = a.normal AND o.withdrawn_at IS NULL OFFSET 0
		) c
		WHERE cardinality(c.model_codes) > 0 AND NOT EXISTS (
			SELECT FROM unnest(c.model_codes) AS made (code) WHERE NOT EXISTS (
				SELECT FROM bike_models m WHERE m.oem_id = $1 AND m.code = made.code)
			OR EXISTS (SELECT FROM bike_models m WHERE m.oem_id <> $1 AND m.code = made.code))
	$query$ USING of_oem, kinds, serials;
END $$;
--> statement-breakpoint
ALTER TYPE "public"."scope" ADD VALUE 'produce';
