CREATE TABLE "erasure_receipts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "erasure_receipts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"erasure_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"streams" jsonb NOT NULL,
	"steps" jsonb NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure_steps" (
	"erasure_id" uuid NOT NULL,
	"step" text NOT NULL,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "erasure_steps_erasure_id_step_pk" PRIMARY KEY("erasure_id","step")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rider_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"evidence" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawals" bigint[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tombstones_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"erasure_id" uuid NOT NULL,
	"rider_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"reported_as" text NOT NULL,
	"source" text,
	"from_ms" bigint,
	"to_ms" bigint,
	"spared" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "tombstones_once" UNIQUE NULLS NOT DISTINCT("erasure_id","bike_id","reported_as","source","from_ms","to_ms")
);
--> statement-breakpoint
ALTER TABLE "erasure_receipts" ADD CONSTRAINT "erasure_receipts_erasure_id_erasures_id_fk" FOREIGN KEY ("erasure_id") REFERENCES "public"."erasures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_steps" ADD CONSTRAINT "erasure_steps_erasure_id_erasures_id_fk" FOREIGN KEY ("erasure_id") REFERENCES "public"."erasures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tombstones" ADD CONSTRAINT "tombstones_erasure_id_erasures_id_fk" FOREIGN KEY ("erasure_id") REFERENCES "public"."erasures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasure_receipts_erasure" ON "erasure_receipts" USING btree ("erasure_id");--> statement-breakpoint
CREATE INDEX "erasures_rider" ON "erasures" USING btree ("rider_id","asked_at");--> statement-breakpoint
CREATE INDEX "tombstones_reported_as" ON "tombstones" USING btree ("reported_as");--> statement-breakpoint
CREATE INDEX "tombstones_bike" ON "tombstones" USING btree ("bike_id");
--> statement-breakpoint
DO $$
BEGIN
	CREATE ROLE slipstream_erasure NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
	NULL;
END $$;
--> statement-breakpoint
ALTER TABLE erasures ADD CONSTRAINT erasure_says_why CHECK (
	char_length(reason) BETWEEN 5 AND 500 AND char_length(evidence) BETWEEN 5 AND 500 AND char_length(asked_by) BETWEEN 1 AND 80);
--> statement-breakpoint
ALTER TABLE tombstones ADD CONSTRAINT tombstone_forward CHECK (from_ms < to_ms);
--> statement-breakpoint
ALTER TABLE erasure_receipts ADD CONSTRAINT erasure_receipt_kind CHECK (kind IN ('erased', 'checked'));
--> statement-breakpoint
-- Tenants have no right to any of these.
DO $$
DECLARE
	walled text;
BEGIN
	FOREACH walled IN ARRAY ARRAY['erasures', 'tombstones', 'erasure_steps', 'erasure_receipts'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', walled);
		EXECUTE format('CREATE POLICY erasure ON %I TO slipstream_erasure USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_maker, slipstream_erasure', walled);
	END LOOP;
	FOREACH walled IN ARRAY ARRAY['attributions', 'purges_due', 'purge_receipts'] LOOP
		EXECUTE format('CREATE POLICY erasure ON %I TO slipstream_erasure USING (true)', walled);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_erasure', walled);
	END LOOP;
END $$;
--> statement-breakpoint
GRANT INSERT ON erasures, tombstones TO slipstream_maker;
--> statement-breakpoint
GRANT DELETE ON erasure_steps TO slipstream_maker;
--> statement-breakpoint
GRANT INSERT, UPDATE (ended_at, counts) ON erasure_steps TO slipstream_erasure;
--> statement-breakpoint
GRANT INSERT ON erasure_receipts TO slipstream_erasure;
--> statement-breakpoint
GRANT DELETE ON attributions TO slipstream_erasure;
--> statement-breakpoint
CREATE FUNCTION refuse_to_change_erasures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'erasures, tombstones and their receipts are appended, never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER erasures_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON erasures
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_erasures();
--> statement-breakpoint
CREATE TRIGGER tombstones_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON tombstones
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_erasures();
--> statement-breakpoint
CREATE TRIGGER erasure_receipts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure_receipts
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_erasures();
--> statement-breakpoint
-- An upload that is sent again says again who rode: of what was erased for that rider nobody keeps it.
CREATE FUNCTION leave_erased_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	IF EXISTS (
		SELECT FROM tombstones t WHERE t.bike_id = NEW.bike_id AND t.rider_id = NEW.rider_id
			AND (t.from_ms IS NULL OR t.from_ms <= floor(extract(epoch FROM NEW.from_at) * 1000))
			AND (t.to_ms IS NULL OR t.to_ms > floor(extract(epoch FROM NEW.to_at) * 1000))
	) THEN
		RETURN NULL;
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attributions_leave_erased_out BEFORE INSERT ON attributions FOR EACH ROW EXECUTE FUNCTION leave_erased_out();
