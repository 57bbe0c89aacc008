CREATE INDEX "location_reasons_bike" ON "location_reasons" USING btree ("bike_id","stated_at");--> statement-breakpoint
CREATE INDEX "location_reasons_stated" ON "location_reasons" USING btree ("stated_at");--> statement-breakpoint
CREATE INDEX "bikes_withdrawn_frame" ON "bikes" USING btree ("frame_normal") WHERE withdrawn_at is not null;