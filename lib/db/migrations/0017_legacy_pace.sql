-- A key over both columns says all that these say of them, and each is asked for every fact of every row of a file.
ALTER TABLE "bike_facts" DROP CONSTRAINT "bike_facts_oem_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "bike_facts" DROP CONSTRAINT "bike_facts_bike_id_bikes_bike_id_fk";
--> statement-breakpoint
-- Keys are looked for by what they are, never by whose they are; statements stay.
DROP INDEX legacy_keys_digest;
--> statement-breakpoint
-- A file looks for contradictions bike by bike, also for those that it has opened itself: each time, it would go through all
-- that are not in the tree yet.
ALTER INDEX contradictions_bikes SET (fastupdate = off);
