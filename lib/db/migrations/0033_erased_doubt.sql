-- Of what was erased nothing tells any more that another than the owner signed for a ride: where it was, the ride is in doubt.
CREATE POLICY projection ON tombstones FOR SELECT TO slipstream_projection USING (true);
--> statement-breakpoint
GRANT SELECT (rider_id, bike_id, source, from_ms, to_ms, spared) ON tombstones TO slipstream_projection;
--> statement-breakpoint
-- Whoever changes what rides count by marks the bikes in the same transaction, whoever it is.
CREATE FUNCTION mark_bikes_erased() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'INSERT INTO projection_marks (bike_id, from_at, to_at, cause)
		SELECT bike_id, CASE WHEN bool_and(from_ms IS NOT NULL) THEN to_timestamp(min(from_ms) / 1000.0) END,
			CASE WHEN bool_and(to_ms IS NOT NULL) THEN to_timestamp(max(to_ms) / 1000.0) END, ''ownership''
		FROM changed WHERE NOT starts_with(bike_id, ''rider:'') GROUP BY bike_id';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tombstones_made_marks AFTER INSERT ON tombstones REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_erased();
--> statement-breakpoint
CREATE TRIGGER tombstones_widened_marks AFTER UPDATE ON tombstones REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_erased();
--> statement-breakpoint
-- A tombstone may come to reach further, and no less far.
DROP TRIGGER tombstones_stay ON tombstones;
--> statement-breakpoint
CREATE TRIGGER tombstones_stay BEFORE DELETE OR TRUNCATE ON tombstones
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_erasures();
--> statement-breakpoint
CREATE FUNCTION refuse_to_narrow_tombstones() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	same tombstones := NEW;
BEGIN
	same.from_ms := OLD.from_ms;
	same.to_ms := OLD.to_ms;
	IF same IS DISTINCT FROM OLD OR NOT int8range(NEW.from_ms, NEW.to_ms) @> int8range(OLD.from_ms, OLD.to_ms) THEN
		RAISE EXCEPTION 'erasures, tombstones and their receipts are appended, never changed or removed' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER tombstones_reach_further BEFORE UPDATE ON tombstones FOR EACH ROW EXECUTE FUNCTION refuse_to_narrow_tombstones();
--> statement-breakpoint
-- An upload that comes late says again who rode: of what was recorded before its rider was erased nobody keeps it, of whichever
-- bike it is; but that something was erased there, of what phones recorded, is kept while the bike was one of the rider's
-- organisation. It is joined where it would have been one attribution.
CREATE OR REPLACE FUNCTION leave_erased_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	apart CONSTANT bigint := 300000;
	erasure uuid;
	erased timestamptz;
	begun bigint := floor(extract(epoch FROM NEW.from_at) * 1000);
	ended bigint := floor(extract(epoch FROM NEW.to_at) * 1000) + 1;
	had int8multirange;
	part int8range;
	beside tombstones%ROWTYPE;
BEGIN
	SELECT e.id, e.asked_at INTO erasure, erased FROM erasures e WHERE e.rider_id = NEW.rider_id
		ORDER BY e.asked_at DESC, e.id DESC LIMIT 1;
	IF erased IS NULL OR NEW.from_at >= erased THEN
		RETURN NEW;
	END IF;
	ended := least(ended, floor(extract(epoch FROM erased) * 1000)::bigint);
	SELECT range_agg(int8range(floor(extract(epoch FROM lower(p)) * 1000)::bigint, floor(extract(epoch FROM upper(p)) * 1000)::bigint))
		INTO had FROM riders r CROSS JOIN LATERAL unnest(times_with_bike(NEW.bike_id, r.organisation_id)) AS p
		WHERE r.id = NEW.rider_id;
	FOR part IN SELECT unnest(had * int8multirange(int8range(begun, ended))) LOOP
		CONTINUE WHEN EXISTS (
			SELECT FROM tombstones t WHERE t.bike_id = NEW.bike_id AND t.reported_as = NEW.bike_id AND t.rider_id = NEW.rider_id
				AND (t.source IS NULL OR t.source = 'app') AND int8range(t.from_ms, t.to_ms) @> part);
		SELECT min(t.id), least(min(t.from_ms), lower(part)), greatest(max(t.to_ms), upper(part))
			INTO beside.id, beside.from_ms, beside.to_ms
			FROM tombstones t WHERE t.bike_id = NEW.bike_id AND t.reported_as = NEW.bike_id AND t.erasure_id = erasure
				AND t.source = 'app' AND t.spared = '[]'
				AND t.from_ms < upper(part) + apart AND t.to_ms > lower(part) - apart
				AND had @> int8range(least(t.from_ms, lower(part)), greatest(t.to_ms, upper(part)));
		IF beside.id IS NULL THEN
			INSERT INTO tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
				VALUES (erasure, NEW.rider_id, NEW.bike_id, NEW.bike_id, 'app', lower(part), upper(part))
				ON CONFLICT DO NOTHING;
		ELSE
			UPDATE tombstones t SET from_ms = beside.from_ms, to_ms = beside.to_ms WHERE t.id = beside.id;
		END IF;
	END LOOP;
	IF NEW.to_at < erased THEN
		RETURN NULL;
	END IF;
	NEW.from_at := erased;
	RETURN NEW;
END $$;
--> statement-breakpoint
-- What was erased before counts by this, too.
INSERT INTO projection_marks (bike_id, cause)
	SELECT DISTINCT bike_id, 'ownership' FROM tombstones WHERE NOT starts_with(bike_id, 'rider:');
