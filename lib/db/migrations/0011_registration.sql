DROP INDEX "batch_rows_item";--> statement-breakpoint
DROP INDEX "batches_oem";--> statement-breakpoint
DROP INDEX "batches_plant";--> statement-breakpoint
ALTER TABLE "batch_rows" ADD COLUMN "fixed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "batch_rows_failed" ON "batch_rows" USING btree ("oem_id","item_key") WHERE outcome = 'failed';--> statement-breakpoint
CREATE INDEX "batch_rows_to_fix" ON "batch_rows" USING btree ("batch_id","oem_id") WHERE outcome = 'failed' and fixed_at is null;--> statement-breakpoint
CREATE INDEX "batches_newest" ON "batches" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "batches_oem" ON "batches" USING btree ("oem_id","created_at","id");--> statement-breakpoint
CREATE INDEX "batches_plant" ON "batches" USING btree ("plant_id","created_at","id");