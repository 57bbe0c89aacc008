CREATE SEQUENCE "public"."figure_marks_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "attributions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attributions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bike_id" text NOT NULL,
	"rider_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"client_id" uuid NOT NULL,
	"upload_id" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attributions_sent" UNIQUE("client_id","upload_id","bike_id"),
	CONSTRAINT "attribution_forward" CHECK ("attributions"."from_at" <= "attributions"."to_at"),
	CONSTRAINT "attribution_upload_fits" CHECK (char_length("attributions"."upload_id") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "figure_marks" (
	"purpose" text NOT NULL,
	"day" date NOT NULL,
	"causes" text[] NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seq" bigint DEFAULT nextval('figure_marks_seq') NOT NULL,
	CONSTRAINT "figure_marks_purpose_day_pk" PRIMARY KEY("purpose","day")
);
--> statement-breakpoint
CREATE TABLE "grant_keys" (
	"position" bigint PRIMARY KEY NOT NULL,
	"rider_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"wrapped_key" "bytea",
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"destroyed_at" timestamp with time zone,
	CONSTRAINT "grant_key_is_there_or_destroyed" CHECK (("grant_keys"."wrapped_key" is null) = ("grant_keys"."destroyed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "projected_grants" (
	"bike_id" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "projected_grants_bike_id_position_pk" PRIMARY KEY("bike_id","position")
);
--> statement-breakpoint
CREATE TABLE "projecting" (
	"subject" text NOT NULL,
	"purpose" text NOT NULL,
	"day" date NOT NULL,
	"causes" text[] NOT NULL,
	CONSTRAINT "projecting_subject_purpose_day_pk" PRIMARY KEY("subject","purpose","day")
);
--> statement-breakpoint
CREATE TABLE "projection_marks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "projection_marks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bike_id" text NOT NULL,
	"from_at" timestamp with time zone,
	"to_at" timestamp with time zone,
	"cause" text NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purge_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purge_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt_id" bigint NOT NULL,
	"streams" jsonb NOT NULL,
	"found" integer NOT NULL,
	"asked_by" text,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purge_checks_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purge_checks_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"receipt_id" bigint NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"asked_by" text
);
--> statement-breakpoint
CREATE TABLE "purge_receipts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "purge_receipts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"rider_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"position" bigint NOT NULL,
	"grants" bigint[] NOT NULL,
	"pseudonyms" text[] NOT NULL,
	"streams" jsonb NOT NULL,
	"keys_destroyed" integer NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purge_receipts_position_unique" UNIQUE("position")
);
--> statement-breakpoint
CREATE TABLE "purged_pseudonyms" (
	"pseudonym" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"receipt_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purges_due" (
	"position" bigint PRIMARY KEY NOT NULL,
	"rider_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"found" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ride_days" (
	"purpose" text NOT NULL,
	"day" date NOT NULL,
	"bike_id" text NOT NULL,
	"rides" integer NOT NULL,
	"counted" integer NOT NULL,
	"no_rider" integer NOT NULL,
	"no_consent" integer NOT NULL,
	"withdrawn" integer NOT NULL,
	CONSTRAINT "ride_days_purpose_day_bike_id_pk" PRIMARY KEY("purpose","day","bike_id"),
	CONSTRAINT "ride_days_add_up" CHECK ("ride_days"."rides" = "ride_days"."counted" + "ride_days"."no_rider" + "ride_days"."no_consent" + "ride_days"."withdrawn")
);
--> statement-breakpoint
CREATE TABLE "rider_locks" (
	"rider_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "whole_projections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "whole_projections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"zone" text NOT NULL,
	"version" integer NOT NULL,
	"bikes" integer NOT NULL,
	"marked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_client_id_api_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."api_clients"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_keys" ADD CONSTRAINT "grant_keys_position_consent_entries_position_fk" FOREIGN KEY ("position") REFERENCES "public"."consent_entries"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grant_keys" ADD CONSTRAINT "grant_keys_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projected_grants" ADD CONSTRAINT "projected_grants_position_grant_keys_position_fk" FOREIGN KEY ("position") REFERENCES "public"."grant_keys"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purge_checks" ADD CONSTRAINT "purge_checks_receipt_id_purge_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."purge_receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purge_checks_due" ADD CONSTRAINT "purge_checks_due_receipt_id_purge_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."purge_receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purge_receipts" ADD CONSTRAINT "purge_receipts_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purge_receipts" ADD CONSTRAINT "purge_receipts_position_consent_entries_position_fk" FOREIGN KEY ("position") REFERENCES "public"."consent_entries"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purged_pseudonyms" ADD CONSTRAINT "purged_pseudonyms_receipt_id_purge_receipts_id_fk" FOREIGN KEY ("receipt_id") REFERENCES "public"."purge_receipts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges_due" ADD CONSTRAINT "purges_due_position_consent_entries_position_fk" FOREIGN KEY ("position") REFERENCES "public"."consent_entries"("position") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges_due" ADD CONSTRAINT "purges_due_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rider_locks" ADD CONSTRAINT "rider_locks_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attributions_bike" ON "attributions" USING btree ("bike_id","from_at");--> statement-breakpoint
CREATE INDEX "attributions_rider" ON "attributions" USING btree ("rider_id");--> statement-breakpoint
CREATE INDEX "figure_marks_oldest" ON "figure_marks" USING btree ("marked_at");--> statement-breakpoint
CREATE INDEX "grant_keys_rider" ON "grant_keys" USING btree ("rider_id","purpose");--> statement-breakpoint
CREATE INDEX "projected_grants_position" ON "projected_grants" USING btree ("position");--> statement-breakpoint
CREATE INDEX "projection_marks_bike" ON "projection_marks" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "purge_checks_receipt" ON "purge_checks" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "purge_checks_due_at" ON "purge_checks_due" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "purged_pseudonyms_purpose" ON "purged_pseudonyms" USING btree ("purpose");--> statement-breakpoint
CREATE INDEX "purged_pseudonyms_receipt" ON "purged_pseudonyms" USING btree ("receipt_id");--> statement-breakpoint
CREATE INDEX "purges_due_purpose" ON "purges_due" USING btree ("purpose","rider_id");--> statement-breakpoint
CREATE INDEX "ride_days_bike" ON "ride_days" USING btree ("bike_id","day");
--> statement-breakpoint
DO $$
BEGIN
	CREATE ROLE slipstream_projection NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
	NULL;
END $$;
--> statement-breakpoint
-- Tenants have no right to any of these; nor has the maker's login to keys, marks and locks.
DO $$
DECLARE
	walled text;
BEGIN
	FOREACH walled IN ARRAY ARRAY['attributions', 'grant_keys', 'rider_locks', 'projection_marks', 'projecting', 'projected_grants',
		'ride_days', 'figure_marks', 'purges_due', 'purge_receipts', 'purge_checks', 'purge_checks_due', 'purged_pseudonyms',
		'whole_projections'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('CREATE POLICY projection ON %I TO slipstream_projection USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_projection', walled);
	END LOOP;
	FOREACH walled IN ARRAY ARRAY['bikes', 'ownership_periods', 'consent_entries'] LOOP
		EXECUTE format('CREATE POLICY projection ON %I FOR SELECT TO slipstream_projection USING (true)', walled);
	END LOOP;
	FOREACH walled IN ARRAY ARRAY['attributions', 'purge_receipts', 'purge_checks', 'purge_checks_due', 'purged_pseudonyms'] LOOP
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_maker', walled);
	END LOOP;
END $$;
--> statement-breakpoint
GRANT INSERT, DELETE ON attributions TO slipstream_maker;
--> statement-breakpoint
GRANT INSERT ON purge_checks_due TO slipstream_maker;
--> statement-breakpoint
GRANT SELECT (bike_id, version) ON bikes TO slipstream_projection;
--> statement-breakpoint
GRANT SELECT (bike_id, rider_id, valid_from, valid_to, voided_at) ON ownership_periods TO slipstream_projection;
--> statement-breakpoint
GRANT SELECT (position, rider_id, purpose, decision, effective_at, recorded_at) ON consent_entries TO slipstream_projection;
--> statement-breakpoint
-- Rows are locked by those only who may update them.
GRANT INSERT, UPDATE ON rider_locks TO slipstream_projection;
--> statement-breakpoint
GRANT INSERT, UPDATE (wrapped_key, destroyed_at) ON grant_keys TO slipstream_projection;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON projection_marks, projecting, projected_grants, ride_days, figure_marks TO slipstream_projection;
--> statement-breakpoint
GRANT UPDATE (found), DELETE ON purges_due TO slipstream_projection;
--> statement-breakpoint
GRANT INSERT ON purge_receipts, purge_checks, whole_projections TO slipstream_projection;
--> statement-breakpoint
GRANT INSERT, DELETE ON purge_checks_due, purged_pseudonyms TO slipstream_projection;
--> statement-breakpoint
GRANT UPDATE ON purge_checks_due TO slipstream_projection;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE figure_marks_seq TO slipstream_projection;
--> statement-breakpoint
CREATE FUNCTION refuse_to_change_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'receipts of purges and their checks are appended, never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER purge_receipts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON purge_receipts
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_receipts();
--> statement-breakpoint
CREATE TRIGGER purge_checks_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON purge_checks
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_receipts();
--> statement-breakpoint
-- A key is made once and destroyed once: under another one a purged pseudonym could not be found again.
CREATE FUNCTION refuse_another_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'keys of grants are made once, and only destroyed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER grant_keys_are_only_destroyed BEFORE UPDATE ON grant_keys FOR EACH ROW
	WHEN (NEW.wrapped_key IS NOT NULL OR OLD.wrapped_key IS NULL
		OR (OLD.position, OLD.rider_id, OLD.purpose, OLD.made_at) IS DISTINCT FROM (NEW.position, NEW.rider_id, NEW.purpose, NEW.made_at))
	EXECUTE FUNCTION refuse_another_key();
--> statement-breakpoint
CREATE TRIGGER grant_keys_stay BEFORE DELETE OR TRUNCATE ON grant_keys
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_another_key();
--> statement-breakpoint
-- Whoever changes what rides count by marks the bikes in the same transaction, whoever it is.
CREATE FUNCTION mark_bikes_owned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'INSERT INTO projection_marks (bike_id, cause) SELECT DISTINCT bike_id, ''ownership'' FROM changed';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ownership_made_marks AFTER INSERT ON ownership_periods REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_owned();
--> statement-breakpoint
CREATE TRIGGER ownership_changed_marks AFTER UPDATE ON ownership_periods REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_owned();
--> statement-breakpoint
CREATE FUNCTION mark_bikes_ridden() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'INSERT INTO projection_marks (bike_id, from_at, to_at, cause)
		SELECT bike_id, min(from_at), max(to_at), ''ownership'' FROM changed GROUP BY bike_id';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER attributions_made_marks AFTER INSERT ON attributions REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_ridden();
--> statement-breakpoint
CREATE TRIGGER attributions_removed_marks AFTER DELETE ON attributions REFERENCING OLD TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_ridden();
--> statement-breakpoint
-- Who rode stays as it was recorded, or is removed.
CREATE FUNCTION refuse_to_attribute_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'who rode is recorded or removed, never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER attributions_stay BEFORE UPDATE OR TRUNCATE ON attributions
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_attribute_anew();
--> statement-breakpoint
CREATE FUNCTION mark_bikes_of_rider() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'INSERT INTO projection_marks (bike_id, cause)
		SELECT bike_id, $2 FROM ownership_periods WHERE rider_id = $1
		UNION SELECT bike_id, $2 FROM attributions WHERE rider_id = $1'
		USING NEW.rider_id, CASE NEW.decision WHEN 'granted' THEN 'grant' ELSE 'withdrawal' END;
	IF NEW.decision = 'withdrawn' THEN
		INSERT INTO purges_due (position, rider_id, purpose, asked_at) VALUES (NEW.position, NEW.rider_id, NEW.purpose, NEW.recorded_at);
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER consent_entries_mark AFTER INSERT ON consent_entries FOR EACH ROW EXECUTE FUNCTION mark_bikes_of_rider();
--> statement-breakpoint
-- Rows stay for moments only: what they leave behind is cleared away by their number, not by their share.
ALTER TABLE projection_marks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
--> statement-breakpoint
ALTER TABLE figure_marks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
