ALTER TABLE "component_periods" ADD COLUMN "is_told" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_name_fits" CHECK (char_length("organisations"."name") + regexp_count("organisations"."name", '[\U00010000-\U0010ffff]') between 1 and 120);--> statement-breakpoint
ALTER TABLE "bike_models" ADD CONSTRAINT "bike_models_name_fits" CHECK (char_length("bike_models"."name") + regexp_count("bike_models"."name", '[\U00010000-\U0010ffff]') between 1 and 120);--> statement-breakpoint
ALTER TABLE "bike_models" ADD CONSTRAINT "bike_models_battery_fits" CHECK ("bike_models"."battery_wh" between 50 and 5000);--> statement-breakpoint
ALTER TABLE "bike_models" ADD CONSTRAINT "bike_models_reports_fit" CHECK ("bike_models"."report_every_s" between 10 and 604800);--> statement-breakpoint
ALTER TABLE "bikes" ADD CONSTRAINT "bikes_id_fits" CHECK ("bikes"."bike_id" ~ '^[A-Z0-9][A-Z0-9-]{2,31}$');--> statement-breakpoint
ALTER TABLE "bikes" ADD CONSTRAINT "bikes_frame_fits" CHECK (char_length("bikes"."frame_number") + regexp_count("bikes"."frame_number", '[\U00010000-\U0010ffff]') between 1 and 64);--> statement-breakpoint
ALTER TABLE "bikes" ADD CONSTRAINT "bikes_version_fits" CHECK ("bikes"."version" >= 1);