-- Files of old data, and all that they said: what is believed of bikes is worked out from these rows, in no order.
CREATE TABLE legacy_files (
	id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
	oem_id uuid NOT NULL REFERENCES organisations (id),
	file_name text NOT NULL,
	source text NOT NULL,
	trust trust NOT NULL,
	created_by text NOT NULL,
	created_at timestamp with time zone DEFAULT now() NOT NULL,
	counts jsonb DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE legacy_statements (
	-- SHA-256 of what is said, by whom and how sure: said again, it is the same statement.
	digest text PRIMARY KEY,
	oem_id uuid NOT NULL REFERENCES organisations (id),
	source text NOT NULL,
	trust trust NOT NULL,
	facts jsonb NOT NULL,
	file_id uuid REFERENCES legacy_files (id),
	row_number integer,
	recorded_at timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE legacy_keys (
	key text NOT NULL,
	digest text NOT NULL REFERENCES legacy_statements (digest),
	PRIMARY KEY (key, digest)
);
--> statement-breakpoint
CREATE INDEX legacy_keys_digest ON legacy_keys (digest);
--> statement-breakpoint
CREATE INDEX legacy_files_made ON legacy_files (created_at);
--> statement-breakpoint
CREATE INDEX contradictions_bikes ON contradictions USING gin (bike_ids);
--> statement-breakpoint
CREATE INDEX bikes_merged_into ON bikes (merged_into) WHERE merged_into IS NOT NULL;
--> statement-breakpoint
DO $$
DECLARE
	kept text;
BEGIN
	FOREACH kept IN ARRAY ARRAY['legacy_files', 'legacy_statements', 'legacy_keys'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept);
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', kept);
		EXECUTE format('GRANT SELECT, INSERT ON %I TO slipstream_maker', kept);
		EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete()', kept || '_stay', kept);
	END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE (counts) ON legacy_files TO slipstream_maker;

--> statement-breakpoint
-- An OEM sees how often support was called about its bikes, and never the cases.
CREATE FUNCTION case_rates(of_oem uuid, of_plant uuid, since timestamptz)
RETURNS TABLE (generation text, bikes bigint, reason case_reason, cases bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF is_walled() AND (tenant IS NULL OR of_oem IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'another organisation is asked for' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		WITH registered AS (
			SELECT m.hardware_generation, sum(b.bikes)::bigint AS bikes FROM bike_models m CROSS JOIN LATERAL (
				SELECT count(*) AS bikes FROM bikes
				WHERE model_id = m.id AND withdrawn_at IS NULL AND ($2 IS NULL OR plant_id = $2)) b
			WHERE ($1 IS NULL OR m.oem_id = $1) AND b.bikes > 0 GROUP BY 1
		), called AS (
			SELECT m.hardware_generation, s.reason, count(*) AS cases FROM support_cases s
			JOIN bikes b ON b.bike_id = s.bike_id JOIN bike_models m ON m.id = b.model_id
			WHERE s.opened_at >= $3 AND b.withdrawn_at IS NULL AND ($1 IS NULL OR b.oem_id = $1) AND ($2 IS NULL OR b.plant_id = $2)
			GROUP BY 1, 2
		)
		SELECT r.hardware_generation, r.bikes, c.reason, coalesce(c.cases, 0) FROM registered r
		LEFT JOIN called c USING (hardware_generation) ORDER BY 1, 4 DESC, 3
	$query$ USING of_oem, of_plant, since;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION case_rates(uuid, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION case_rates(uuid, uuid, timestamptz) TO slipstream_maker, slipstream_tenant;
