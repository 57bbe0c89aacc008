ALTER TABLE "figure_blocks" ADD COLUMN "causes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "figure_documents" ADD COLUMN "refused" text;--> statement-breakpoint
CREATE INDEX "figure_blocks_block" ON "figure_blocks" USING btree ("block");