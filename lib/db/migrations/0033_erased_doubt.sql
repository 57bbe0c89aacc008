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
-- An upload that comes late says again who rode: of what was recorded before its rider was erased nobody keeps it, of whichever
-- bike it is; but that something was erased there, of what phones recorded, is kept.
CREATE OR REPLACE FUNCTION leave_erased_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	erasure uuid;
	erased timestamptz;
	begun bigint := floor(extract(epoch FROM NEW.from_at) * 1000);
	ended bigint := floor(extract(epoch FROM NEW.to_at) * 1000) + 1;
BEGIN
	SELECT e.id, e.asked_at INTO erasure, erased FROM erasures e WHERE e.rider_id = NEW.rider_id
		ORDER BY e.asked_at DESC, e.id DESC LIMIT 1;
	IF erased IS NULL OR NEW.from_at >= erased THEN
		RETURN NEW;
	END IF;
	ended := least(ended, floor(extract(epoch FROM erased) * 1000)::bigint);
	IF begun < ended AND NOT EXISTS (
		SELECT FROM tombstones t WHERE t.bike_id = NEW.bike_id AND t.reported_as = NEW.bike_id AND t.rider_id = NEW.rider_id
			AND (t.source IS NULL OR t.source = 'app')
			AND (t.from_ms IS NULL OR t.from_ms <= begun) AND (t.to_ms IS NULL OR t.to_ms >= ended)
	) THEN
		INSERT INTO tombstones (erasure_id, rider_id, bike_id, reported_as, source, from_ms, to_ms)
			VALUES (erasure, NEW.rider_id, NEW.bike_id, NEW.bike_id, 'app', begun, ended)
			ON CONFLICT DO NOTHING;
	END IF;
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
