-- A rider's organisation says who rode its own bikes, and no others: what was signed counts while the bike was assigned to the
-- organisation, or was owned by a rider of it, and always where the organisation made it. What was signed is kept whole, since
-- bikes are registered, assigned and sold in the records after they were ridden, too. Several of a rider and bike may touch.
CREATE VIEW counted_attributions AS
	SELECT a.bike_id, a.rider_id, lower(s.stretch) AS from_at,
		CASE WHEN upper_inc(s.stretch) THEN upper(s.stretch)
			ELSE greatest(lower(s.stretch), upper(s.stretch) - interval '1 millisecond') END AS to_at,
		a.recorded_at
	FROM attributions a
	JOIN riders r ON r.id = a.rider_id
	CROSS JOIN LATERAL (
		SELECT range_agg(p.period) AS periods FROM (
			SELECT tstzrange(f.valid_from, f.valid_to) AS period FROM fleet_assignments f
			WHERE f.bike_id = a.bike_id AND f.fleet_id = r.organisation_id AND f.voided_at IS NULL
			UNION ALL
			SELECT tstzrange(o.valid_from, o.valid_to) FROM ownership_periods o JOIN riders w ON w.id = o.rider_id
			WHERE o.bike_id = a.bike_id AND w.organisation_id = r.organisation_id AND o.voided_at IS NULL
			UNION ALL
			SELECT tstzrange(NULL, NULL) FROM bikes b WHERE b.bike_id = a.bike_id AND b.oem_id = r.organisation_id
		) AS p
	) AS had
	CROSS JOIN LATERAL unnest(had.periods * tstzmultirange(tstzrange(a.from_at, a.to_at, '[]'))) AS s (stretch);
--> statement-breakpoint
GRANT SELECT ON counted_attributions TO slipstream_projection, slipstream_maker, slipstream_erasure;
--> statement-breakpoint
-- Whoever registers or assigns a bike that somebody signed for changes what its rides count by.
CREATE FUNCTION mark_bikes_signed_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	EXECUTE 'INSERT INTO projection_marks (bike_id, cause) SELECT DISTINCT c.bike_id, ''ownership'' FROM changed c
		WHERE EXISTS (SELECT FROM attributions a WHERE a.bike_id = c.bike_id)';
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
CREATE FUNCTION mark_bike_handed_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
BEGIN
	INSERT INTO projection_marks (bike_id, cause)
		SELECT NEW.bike_id, 'ownership' WHERE EXISTS (SELECT FROM attributions a WHERE a.bike_id = NEW.bike_id);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_handed_over_marks AFTER UPDATE OF oem_id ON bikes FOR EACH ROW
	WHEN (OLD.oem_id IS DISTINCT FROM NEW.oem_id) EXECUTE FUNCTION mark_bike_handed_over();
