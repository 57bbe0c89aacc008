CREATE TABLE "whole_projections_open" (
	"zone" text NOT NULL,
	"version" integer NOT NULL,
	"phase" text DEFAULT 'rides' NOT NULL,
	"after" text,
	"bikes" integer DEFAULT 0 NOT NULL,
	"is_again" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whole_projections_open_zone_version_pk" PRIMARY KEY("zone","version"),
	CONSTRAINT "whole_projection_phase" CHECK ("whole_projections_open"."phase" in ('rides', 'kept'))
);
--> statement-breakpoint
ALTER TABLE "whole_projections_open" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY projection ON "whole_projections_open" TO slipstream_projection USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "whole_projections_open" TO slipstream_projection;
