-- When a bike was one of an organisation's: while it was assigned to the organisation, or was owned by a rider of it, and always
-- where the organisation made it. Of a bike that was another one's second entry the times of that one: its own went there.
CREATE FUNCTION times_with_bike(bike text, organisation uuid) RETURNS tstzmultirange LANGUAGE sql STABLE SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
	WITH RECURSIVE same (bike_id) AS (
		SELECT bike
		UNION
		SELECT b.merged_into FROM same s JOIN bikes b ON b.bike_id = s.bike_id WHERE b.merged_into IS NOT NULL
	)
	SELECT range_agg(had.period) FROM same s CROSS JOIN LATERAL (
		SELECT tstzrange(f.valid_from, f.valid_to) AS period FROM fleet_assignments f
		WHERE f.bike_id = s.bike_id AND f.fleet_id = organisation AND f.voided_at IS NULL
		UNION ALL
		SELECT tstzrange(o.valid_from, o.valid_to) FROM ownership_periods o JOIN riders w ON w.id = o.rider_id
		WHERE o.bike_id = s.bike_id AND w.organisation_id = organisation AND o.voided_at IS NULL
		UNION ALL
		SELECT tstzrange(NULL, NULL) FROM bikes b WHERE b.bike_id = s.bike_id AND b.oem_id = organisation
	) AS had
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION times_with_bike(text, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION times_with_bike(text, uuid) TO slipstream_projection, slipstream_maker, slipstream_erasure;
--> statement-breakpoint
-- A rider's organisation says who rode its own bikes, and no others: what was signed counts while the bike was the
-- organisation's. What was signed is kept whole, since bikes are registered, assigned and sold in the records after they were
-- ridden, too. Several of a rider and bike may touch.
CREATE VIEW counted_attributions AS
	SELECT a.bike_id, a.rider_id, lower(s.stretch) AS from_at,
		CASE WHEN upper_inc(s.stretch) THEN upper(s.stretch)
			ELSE greatest(lower(s.stretch), upper(s.stretch) - interval '1 millisecond') END AS to_at,
		a.recorded_at
	FROM attributions a
	JOIN riders r ON r.id = a.rider_id
	CROSS JOIN LATERAL unnest(times_with_bike(a.bike_id, r.organisation_id)
		* tstzmultirange(tstzrange(a.from_at, a.to_at, '[]'))) AS s (stretch);
--> statement-breakpoint
GRANT SELECT ON counted_attributions TO slipstream_projection, slipstream_maker, slipstream_erasure;
--> statement-breakpoint
-- Whoever registers or assigns a bike that somebody signed for changes what its rides count by, and those of its second entries.
CREATE FUNCTION mark_bikes_signed_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'WITH RECURSIVE same (bike_id) AS (
			SELECT bike_id FROM changed
			UNION
			SELECT b.bike_id FROM same s JOIN bikes b ON b.merged_into = s.bike_id WHERE b.merged_into IS NOT NULL
		)
		INSERT INTO projection_marks (bike_id, cause) SELECT s.bike_id, ''ownership'' FROM same s
		WHERE EXISTS (SELECT FROM attributions a WHERE a.bike_id = s.bike_id)';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_made_marks AFTER INSERT ON fleet_assignments REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_signed_for();
--> statement-breakpoint
CREATE TRIGGER assignments_changed_marks AFTER UPDATE ON fleet_assignments REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_signed_for();
--> statement-breakpoint
CREATE TRIGGER bikes_registered_marks AFTER INSERT ON bikes REFERENCING NEW TABLE AS changed
	FOR EACH STATEMENT EXECUTE FUNCTION mark_bikes_signed_for();
--> statement-breakpoint
-- So does whoever says who owned it; of the bike itself its rides count by that, whether anybody signed for them or not.
CREATE OR REPLACE FUNCTION mark_bikes_owned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'WITH RECURSIVE same (bike_id) AS (
			SELECT bike_id FROM changed
			UNION
			SELECT b.bike_id FROM same s JOIN bikes b ON b.merged_into = s.bike_id WHERE b.merged_into IS NOT NULL
		)
		INSERT INTO projection_marks (bike_id, cause) SELECT s.bike_id, ''ownership'' FROM same s';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION mark_bike_handed_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	WITH RECURSIVE same (bike_id) AS (
		SELECT NEW.bike_id
		UNION
		SELECT b.bike_id FROM same s JOIN bikes b ON b.merged_into = s.bike_id WHERE b.merged_into IS NOT NULL
	)
	INSERT INTO projection_marks (bike_id, cause) SELECT s.bike_id, 'ownership' FROM same s
	WHERE EXISTS (SELECT FROM attributions a WHERE a.bike_id = s.bike_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_handed_over_marks AFTER UPDATE OF oem_id, merged_into ON bikes FOR EACH ROW
	WHEN (OLD.oem_id IS DISTINCT FROM NEW.oem_id OR OLD.merged_into IS DISTINCT FROM NEW.merged_into)
	EXECUTE FUNCTION mark_bike_handed_over();
