CREATE TABLE "report_queries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_queries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"signature_id" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"definition" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"groupings" text[] NOT NULL,
	"compares" boolean NOT NULL,
	"use" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_signatures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_signatures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"task" text NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone DEFAULT now() + interval '12 hours' NOT NULL,
	CONSTRAINT "report_signature_fits" CHECK (char_length("report_signatures"."task") + regexp_count("report_signatures"."task", '[\U00010000-\U0010ffff]') between 1 and 300 and "report_signatures"."ends_at" > "report_signatures"."signed_at")
);
--> statement-breakpoint
CREATE TABLE "report_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"definition" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "report_view_fits" CHECK (char_length("report_views"."name") + regexp_count("report_views"."name", '[\U00010000-\U0010ffff]') between 1 and 80 and char_length("report_views"."query") <= 600)
);
--> statement-breakpoint
ALTER TABLE "report_queries" ADD CONSTRAINT "report_queries_signature_id_report_signatures_id_fk" FOREIGN KEY ("signature_id") REFERENCES "public"."report_signatures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_queries" ADD CONSTRAINT "report_queries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_signatures" ADD CONSTRAINT "report_signatures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_views" ADD CONSTRAINT "report_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_queries_asked" ON "report_queries" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "report_queries_user" ON "report_queries" USING btree ("user_id","asked_at");--> statement-breakpoint
CREATE INDEX "report_queries_definition" ON "report_queries" USING btree ("definition","asked_at");--> statement-breakpoint
CREATE INDEX "report_queries_signature" ON "report_queries" USING btree ("signature_id");--> statement-breakpoint
CREATE INDEX "report_signatures_user" ON "report_signatures" USING btree ("user_id","purpose","ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "report_views_name" ON "report_views" USING btree ("user_id",lower("name")) WHERE "report_views"."removed_at" is null;
--> statement-breakpoint
-- Whose question it was and for what is that of the signature; when, and how long it opens reports, says the database.
ALTER TABLE report_signatures ADD CONSTRAINT report_signatures_whole UNIQUE (id, user_id, purpose);
--> statement-breakpoint
ALTER TABLE report_queries ADD FOREIGN KEY (signature_id, user_id, purpose) REFERENCES report_signatures (id, user_id, purpose);
--> statement-breakpoint
CREATE FUNCTION refuse_to_change_questions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'who looked at figures, and what for, is added, never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
DO $$
DECLARE
	kept text;
BEGIN
	FOREACH kept IN ARRAY ARRAY['report_signatures', 'report_queries'] LOOP
		EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_questions()',
			kept || '_stay', kept);
	END LOOP;
	FOREACH kept IN ARRAY ARRAY['report_signatures', 'report_queries', 'report_views'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept);
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', kept);
		EXECUTE format('GRANT SELECT ON %I TO slipstream_maker', kept);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER report_views_stay BEFORE DELETE OR TRUNCATE ON report_views FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete();
--> statement-breakpoint
GRANT INSERT (user_id, purpose, task) ON report_signatures TO slipstream_maker;
--> statement-breakpoint
GRANT INSERT (signature_id, user_id, purpose, definition, from_day, to_day, groupings, compares, use) ON report_queries TO slipstream_maker;
--> statement-breakpoint
GRANT INSERT (user_id, name, definition, query), UPDATE (removed_at) ON report_views TO slipstream_maker;
