CREATE TABLE "evidence_requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"definition" text NOT NULL,
	"grain" text NOT NULL,
	"block" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "figure_atoms" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "figure_atoms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"table_name" text NOT NULL,
	"grain" text NOT NULL,
	"block" text NOT NULL,
	"key" text NOT NULL,
	"revision" integer NOT NULL,
	"cell_values" jsonb NOT NULL,
	"exposures" "bytea" NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "figure_atoms_place" UNIQUE("table_name","grain","block","key")
);
--> statement-breakpoint
CREATE TABLE "figure_blocks" (
	"table_name" text NOT NULL,
	"grain" text NOT NULL,
	"block" text NOT NULL,
	"purpose" text NOT NULL,
	"quarter" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"published_at" timestamp with time zone,
	"is_closed" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone,
	"riders" integer DEFAULT 0 NOT NULL,
	"bikes" integer DEFAULT 0 NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	CONSTRAINT "figure_blocks_table_name_grain_block_pk" PRIMARY KEY("table_name","grain","block")
);
--> statement-breakpoint
CREATE TABLE "figure_documents" (
	"id" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "figure_documents_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
CREATE INDEX "evidence_requests_open" ON "evidence_requests" USING btree ("answered_at","id");--> statement-breakpoint
CREATE INDEX "figure_blocks_due" ON "figure_blocks" USING btree ("due_at");--> statement-breakpoint
-- What was published of whom is for the lane alone; who may open reports asks for evidence.
DO $$
DECLARE
	walled text;
BEGIN
	FOREACH walled IN ARRAY ARRAY['figure_atoms', 'figure_blocks', 'figure_documents', 'evidence_requests'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('CREATE POLICY projection ON %I TO slipstream_projection USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_projection', walled);
	END LOOP;
	CREATE POLICY maker ON evidence_requests TO slipstream_maker USING (true) WITH CHECK (true);
END $$;
--> statement-breakpoint
GRANT INSERT, UPDATE ON figure_atoms, figure_blocks TO slipstream_projection;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON figure_documents TO slipstream_projection;
--> statement-breakpoint
GRANT UPDATE (answered_at) ON evidence_requests TO slipstream_projection;
--> statement-breakpoint
GRANT SELECT, INSERT ON evidence_requests TO slipstream_maker;
--> statement-breakpoint
-- Cells are only ever published again: without what they stood on, the next publication could tell of few.
CREATE FUNCTION refuse_to_forget_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'published cells are kept with all their publications' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER figure_atoms_stay BEFORE DELETE OR TRUNCATE ON figure_atoms
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget_figures();
--> statement-breakpoint
ALTER TABLE figure_documents SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
