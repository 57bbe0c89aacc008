ALTER TABLE "bikes" ADD COLUMN "unsaid_at" timestamp with time zone;
--> statement-breakpoint
-- Files of old data can be taken back: a statement counts while a file that is not taken back says it.
ALTER TABLE legacy_files ADD COLUMN taken_back_at timestamp with time zone, ADD COLUMN taken_back_by text, ADD COLUMN take_back_reason text;
--> statement-breakpoint
ALTER TABLE legacy_files ADD CONSTRAINT legacy_files_taken_back CHECK (num_nonnulls(taken_back_at, taken_back_by, take_back_reason) IN (0, 3));
--> statement-breakpoint
ALTER TABLE legacy_statements ADD COLUMN is_said boolean DEFAULT true NOT NULL;
--> statement-breakpoint
-- Which files say a statement, also those that were not the first.
CREATE TABLE legacy_said (
	digest text NOT NULL REFERENCES legacy_statements (digest),
	file_id uuid NOT NULL REFERENCES legacy_files (id),
	row_number integer,
	PRIMARY KEY (digest, file_id)
);
--> statement-breakpoint
INSERT INTO legacy_said (digest, file_id, row_number)
SELECT digest, file_id, row_number FROM legacy_statements WHERE file_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX legacy_said_file ON legacy_said (file_id);
--> statement-breakpoint
ALTER TABLE legacy_said ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY maker ON legacy_said TO slipstream_maker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT ON legacy_said TO slipstream_maker;
--> statement-breakpoint
CREATE TRIGGER legacy_said_stay BEFORE DELETE OR TRUNCATE ON legacy_said FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete();
--> statement-breakpoint
GRANT UPDATE (taken_back_at, taken_back_by, take_back_reason) ON legacy_files TO slipstream_maker;
--> statement-breakpoint
GRANT UPDATE (is_said) ON legacy_statements TO slipstream_maker;
