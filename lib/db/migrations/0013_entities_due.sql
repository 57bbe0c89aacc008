CREATE TABLE "entities_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entities_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"oem_id" uuid,
	"model_id" uuid,
	"organisation_id" uuid,
	"after" text DEFAULT '' NOT NULL,
	"begun" "xid8",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "entities_due" ADD CONSTRAINT "entities_due_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bikes_model" ON "bikes" USING btree ("model_id","bike_id");--> statement-breakpoint
CREATE INDEX "fleet_assignments_oem" ON "fleet_assignments" USING btree ("oem_id","fleet_id","bike_id");
--> statement-breakpoint
ALTER TABLE entities_due
	ADD FOREIGN KEY (model_id, oem_id) REFERENCES bike_models (id, oem_id),
	ADD CONSTRAINT entities_due_of_one CHECK (num_nonnulls(model_id, organisation_id) = 1 AND num_nonnulls(model_id, oem_id) <> 1);
--> statement-breakpoint
ALTER TABLE entities_due ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY maker ON entities_due TO slipstream_maker USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY adds ON entities_due FOR INSERT TO slipstream_tenant
	WITH CHECK (oem_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON entities_due TO slipstream_maker;
--> statement-breakpoint
GRANT INSERT (oem_id, model_id) ON entities_due TO slipstream_tenant;
