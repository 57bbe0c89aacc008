CREATE TYPE "public"."component_kind" AS ENUM('motor', 'battery', 'battery_2', 'display', 'remote', 'module');--> statement-breakpoint
CREATE TYPE "public"."trust" AS ENUM('guessed', 'told', 'list', 'system', 'seen');--> statement-breakpoint
CREATE TYPE "public"."vehicle_type" AS ENUM('city', 'trekking', 'mountain', 'cargo', 'folding', 'speed');--> statement-breakpoint
CREATE TYPE "public"."batch_kind" AS ENUM('dry-run', 'registration');--> statement-breakpoint
CREATE TYPE "public"."batch_state" AS ENUM('waiting', 'working', 'done', 'refused', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."case_reason" AS ENUM('not-registered', 'wrong-data', 'component-swapped', 'no-data', 'battery', 'motor', 'theft', 'other');--> statement-breakpoint
ALTER TYPE "public"."scope" ADD VALUE 'register';--> statement-breakpoint
CREATE TABLE "bike_facts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bike_facts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"fact" text NOT NULL,
	"value" text NOT NULL,
	"source" text NOT NULL,
	"trust" "trust" NOT NULL,
	"batch_id" uuid,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"believed" smallint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bike_models" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"oem_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"vehicle_type" "vehicle_type" NOT NULL,
	"hardware_generation" text NOT NULL,
	"battery_wh" integer NOT NULL,
	"motor" text NOT NULL,
	"wheel_mm" integer NOT NULL,
	"report_every_s" integer NOT NULL,
	"frame_pattern" text,
	"serial_patterns" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"firmwares" text[],
	"built_from" date,
	"built_to" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bikes" (
	"bike_id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bikes_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"plant_id" uuid,
	"model_id" uuid NOT NULL,
	"frame_number" text NOT NULL,
	"frame_normal" text NOT NULL,
	"fnuci" text,
	"battery_passport" text,
	"imei" text,
	"iccid" text,
	"produced_on" date,
	"firmware" text,
	"version" integer DEFAULT 1 NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"batch_id" uuid,
	"withdrawn_at" timestamp with time zone,
	"merged_into" text,
	CONSTRAINT "bikes_seq_unique" UNIQUE("seq")
);
--> statement-breakpoint
CREATE TABLE "component_periods" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "component_periods_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"component_id" bigint NOT NULL,
	"bike_id" text NOT NULL,
	"bike_seq" bigint NOT NULL,
	"kind" "component_kind" NOT NULL,
	"valid_from" timestamp with time zone,
	"valid_to" timestamp with time zone,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "components" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "components_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"kind" "component_kind" NOT NULL,
	"serial" text NOT NULL,
	"serial_normal" text NOT NULL,
	"part_number" text,
	"firmware" text,
	"reports_as" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fleet_assignments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fleet_assignments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"bike_seq" bigint NOT NULL,
	"fleet_id" uuid NOT NULL,
	"valid_from" timestamp with time zone,
	"valid_to" timestamp with time zone,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"version" integer NOT NULL,
	"entity" jsonb NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ownership_periods" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ownership_periods_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"bike_seq" bigint NOT NULL,
	"rider_id" uuid NOT NULL,
	"valid_from" timestamp with time zone,
	"valid_to" timestamp with time zone,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "plants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"oem_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"columns" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "produced_components" (
	"kind" "component_kind" NOT NULL,
	"serial_normal" text NOT NULL,
	"serial" text NOT NULL,
	"part_number" text NOT NULL,
	"model_codes" text[] DEFAULT '{}' NOT NULL,
	"plant" text NOT NULL,
	"lot" text NOT NULL,
	"produced_on" date,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "produced_components_kind_serial_normal_pk" PRIMARY KEY("kind","serial_normal")
);
--> statement-breakpoint
CREATE TABLE "produced_kinds" (
	"kind" "component_kind" PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "riders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batch_files" (
	"batch_id" uuid PRIMARY KEY NOT NULL,
	"oem_id" uuid NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batch_rows" (
	"batch_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"oem_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"item_key" text NOT NULL,
	"cells" jsonb NOT NULL,
	"findings" jsonb NOT NULL,
	CONSTRAINT "batch_rows_batch_id_row_number_pk" PRIMARY KEY("batch_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"oem_id" uuid NOT NULL,
	"plant_id" uuid NOT NULL,
	"kind" "batch_kind" NOT NULL,
	"state" "batch_state" DEFAULT 'waiting' NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"columns" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"checked_by" uuid,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"rows" integer,
	"done" integer DEFAULT 0 NOT NULL,
	"registered" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"finished_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "contradictions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contradictions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"bike_ids" text[] NOT NULL,
	"details" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	"asked_at" timestamp with time zone,
	"answer" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid NOT NULL,
	"bike_id" text NOT NULL,
	"field" text NOT NULL,
	"was" text,
	"proposed" text NOT NULL,
	"evidence" text NOT NULL,
	"proposed_by" text NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text
);
--> statement-breakpoint
CREATE TABLE "registration_items" (
	"oem_id" uuid NOT NULL,
	"item_key" text NOT NULL,
	"plant_id" uuid NOT NULL,
	"first_batch_id" uuid NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"first_reasons" text[] NOT NULL,
	"registered_at" timestamp with time zone,
	CONSTRAINT "registration_items_oem_id_item_key_pk" PRIMARY KEY("oem_id","item_key")
);
--> statement-breakpoint
CREATE TABLE "support_cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "support_cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid,
	"bike_id" text NOT NULL,
	"reason" "case_reason" NOT NULL,
	"note" text,
	"opened_by" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "bike_facts" ADD CONSTRAINT "bike_facts_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bike_facts" ADD CONSTRAINT "bike_facts_bike_id_bikes_bike_id_fk" FOREIGN KEY ("bike_id") REFERENCES "public"."bikes"("bike_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bike_models" ADD CONSTRAINT "bike_models_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "component_periods" ADD CONSTRAINT "component_periods_component_id_components_id_fk" FOREIGN KEY ("component_id") REFERENCES "public"."components"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "components" ADD CONSTRAINT "components_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_assignments" ADD CONSTRAINT "fleet_assignments_fleet_id_organisations_id_fk" FOREIGN KEY ("fleet_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_periods" ADD CONSTRAINT "ownership_periods_rider_id_riders_id_fk" FOREIGN KEY ("rider_id") REFERENCES "public"."riders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plants" ADD CONSTRAINT "plants_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "riders" ADD CONSTRAINT "riders_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_files" ADD CONSTRAINT "batch_files_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_plant_id_plants_id_fk" FOREIGN KEY ("plant_id") REFERENCES "public"."plants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contradictions" ADD CONSTRAINT "contradictions_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_bike_id_bikes_bike_id_fk" FOREIGN KEY ("bike_id") REFERENCES "public"."bikes"("bike_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_items" ADD CONSTRAINT "registration_items_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_items" ADD CONSTRAINT "registration_items_plant_id_plants_id_fk" FOREIGN KEY ("plant_id") REFERENCES "public"."plants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_oem_id_organisations_id_fk" FOREIGN KEY ("oem_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_opened_by_users_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bike_facts_bike" ON "bike_facts" USING btree ("bike_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bike_models_code" ON "bike_models" USING btree ("oem_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "bikes_frame" ON "bikes" USING btree ("oem_id","frame_normal") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bikes_fnuci" ON "bikes" USING btree ("fnuci") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bikes_battery_passport" ON "bikes" USING btree ("battery_passport") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bikes_imei" ON "bikes" USING btree ("imei") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "bikes_iccid" ON "bikes" USING btree ("iccid") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "bikes_batch" ON "bikes" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "bikes_plant" ON "bikes" USING btree ("plant_id","registered_at");--> statement-breakpoint
CREATE INDEX "component_periods_bike" ON "component_periods" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "component_periods_component" ON "component_periods" USING btree ("component_id");--> statement-breakpoint
CREATE UNIQUE INDEX "components_serial" ON "components" USING btree ("kind","serial_normal");--> statement-breakpoint
CREATE INDEX "components_reports_as" ON "components" USING btree ("reports_as") WHERE reports_as is not null;--> statement-breakpoint
CREATE INDEX "fleet_assignments_bike" ON "fleet_assignments" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "fleet_assignments_fleet" ON "fleet_assignments" USING btree ("fleet_id","bike_id");--> statement-breakpoint
CREATE INDEX "outbox_bike" ON "outbox" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "ownership_periods_bike" ON "ownership_periods" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "ownership_periods_rider" ON "ownership_periods" USING btree ("rider_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plants_code" ON "plants" USING btree ("oem_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "riders_reference" ON "riders" USING btree ("organisation_id","reference");--> statement-breakpoint
CREATE INDEX "batch_rows_item" ON "batch_rows" USING btree ("oem_id","item_key");--> statement-breakpoint
CREATE INDEX "batches_oem" ON "batches" USING btree ("oem_id","created_at");--> statement-breakpoint
CREATE INDEX "batches_plant" ON "batches" USING btree ("plant_id","created_at");--> statement-breakpoint
CREATE INDEX "batches_open" ON "batches" USING btree ("created_at") WHERE state in ('waiting', 'working');--> statement-breakpoint
CREATE UNIQUE INDEX "contradictions_fingerprint" ON "contradictions" USING btree ("fingerprint") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "contradictions_open" ON "contradictions" USING btree ("found_at") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "corrections_bike" ON "corrections" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "corrections_open" ON "corrections" USING btree ("oem_id","proposed_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "registration_items_plant" ON "registration_items" USING btree ("plant_id","first_at");--> statement-breakpoint
CREATE INDEX "support_cases_bike" ON "support_cases" USING btree ("bike_id");--> statement-breakpoint
CREATE INDEX "support_cases_opened" ON "support_cases" USING btree ("opened_at");