DROP INDEX "batch_rows_item";--> statement-breakpoint
DROP INDEX "batches_oem";--> statement-breakpoint
DROP INDEX "batches_plant";--> statement-breakpoint
CREATE INDEX "batch_rows_failed" ON "batch_rows" USING btree ("batch_id","item_key") WHERE outcome = 'failed';--> statement-breakpoint
CREATE INDEX "batches_newest" ON "batches" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "batches_oem" ON "batches" USING btree ("oem_id","created_at","id");--> statement-breakpoint
CREATE INDEX "batches_plant" ON "batches" USING btree ("plant_id","created_at","id");