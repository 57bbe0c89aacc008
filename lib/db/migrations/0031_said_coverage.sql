ALTER TABLE "figure_blocks" ADD COLUMN "coverage" jsonb;
