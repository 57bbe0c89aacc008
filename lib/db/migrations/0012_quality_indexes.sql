CREATE INDEX "audit_verb" ON "audit" USING btree ("verb");--> statement-breakpoint
CREATE INDEX "bikes_registered_of_model" ON "bikes" USING btree ("model_id","plant_id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "registration_items_oem" ON "registration_items" USING btree ("oem_id","first_at");--> statement-breakpoint
CREATE INDEX "registration_items_at" ON "registration_items" USING btree ("first_at");