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
