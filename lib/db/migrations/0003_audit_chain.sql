ALTER TYPE "public"."role" ADD VALUE 'steward';--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "id" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "previous_key_hash" text;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "previous_key_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id");--> statement-breakpoint
ALTER TABLE "api_clients" ADD CONSTRAINT "api_clients_previous_key_hash_unique" UNIQUE("previous_key_hash");--> statement-breakpoint
CREATE FUNCTION audit_hash(entry audit) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
	SELECT encode(sha256(convert_to(jsonb_build_array(
		entry.previous_hash, entry.id, extract(epoch FROM entry.at)::text,
		entry.actor, entry.verb, entry.subject, entry.reason, entry.details
	)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Numbers follow the lock, so that their order is the chain's; the owner reads the last row for logins that only may add.
-- When something was done says the server: else whoever adds rows could date them back.
CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	last audit%ROWTYPE;
BEGIN
	PERFORM pg_advisory_xact_lock(7405120262);
	SELECT * INTO last FROM audit ORDER BY id DESC LIMIT 1;
	NEW.id := coalesce(last.id, 0) + 1;
	NEW.at := now();
	NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
	NEW.hash := audit_hash(NEW);
	RETURN NEW;
END $$;
--> statement-breakpoint
ALTER TABLE "audit" DISABLE TRIGGER audit_rows_stay;
--> statement-breakpoint
DO $$
DECLARE
	entry audit%ROWTYPE;
	previous text := repeat('0', 64);
BEGIN
	FOR entry IN SELECT * FROM audit ORDER BY id LOOP
		entry.previous_hash := previous;
		previous := audit_hash(entry);
		UPDATE audit SET previous_hash = entry.previous_hash, hash = previous WHERE id = entry.id;
	END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "audit" ENABLE TRIGGER audit_rows_stay;
--> statement-breakpoint
CREATE TRIGGER audit_is_chained BEFORE INSERT ON "audit" FOR EACH ROW EXECUTE FUNCTION chain_audit();
