-- What is at most 5 min apart of one rider and bike is joined; what is there already is left as it is, so that the same again adds
-- nothing. For functions that have looked at who tells it.
CREATE FUNCTION join_attributions(rider uuid, client uuid, upload text, sent jsonb) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	added integer;
BEGIN
	-- Two uploads of one rider that touch would each be joined with what the other does not see yet.
	PERFORM pg_advisory_xact_lock(hashtextextended('attributions of ' || rider, 7405120263));
	EXECUTE $sql$
		WITH told AS (
			SELECT DISTINCT s.bike_id, 'epoch'::timestamptz + s."from" * interval '1 millisecond' AS from_at,
				'epoch'::timestamptz + s."to" * interval '1 millisecond' AS to_at
			FROM jsonb_to_recordset($4) AS s (bike_id text, "from" bigint, "to" bigint)
		), touched AS (
			SELECT DISTINCT a.id, a.bike_id, a.from_at, a.to_at FROM told t JOIN attributions a ON a.bike_id = t.bike_id
				AND a.rider_id = $1 AND a.from_at <= t.to_at + interval '5 minutes' AND a.to_at >= t.from_at - interval '5 minutes'
		), every AS (
			SELECT NULL::bigint AS id, bike_id, from_at, to_at FROM told UNION ALL SELECT id, bike_id, from_at, to_at FROM touched
		), parted AS (
			SELECT *, from_at > max(to_at) OVER (PARTITION BY bike_id ORDER BY from_at, to_at, id
				ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + interval '5 minutes' AS is_apart FROM every
		), numbered AS (
			SELECT *, count(*) FILTER (WHERE is_apart) OVER (PARTITION BY bike_id ORDER BY from_at, to_at, id
				ROWS UNBOUNDED PRECEDING) AS number FROM parted
		), joined AS (
			SELECT bike_id, min(from_at) AS from_at, max(to_at) AS to_at, array_agg(id) FILTER (WHERE id IS NOT NULL) AS ids
			FROM numbered GROUP BY bike_id, number
		), changed AS (
			SELECT * FROM joined j WHERE NOT EXISTS (
				SELECT FROM touched t WHERE t.id = ANY (j.ids) AND t.from_at = j.from_at AND t.to_at = j.to_at)
		), removed AS (
			DELETE FROM attributions a USING (SELECT unnest(ids) AS id FROM changed) c WHERE a.id = c.id
		), made AS (
			INSERT INTO attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
			SELECT bike_id, $1, from_at, to_at, $2, $3 FROM changed RETURNING 1
		)
		SELECT count(*) FROM made
	$sql$ INTO added USING rider, client, upload, sent;
	RETURN added;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION join_attributions(uuid, uuid, text, jsonb) FROM PUBLIC;
--> statement-breakpoint
-- A client records for its own organisation's riders, whose issuer signed, and bikes that it may send for. Of no stretches it
-- says who the rider is.
CREATE OR REPLACE FUNCTION attribute_rides(client uuid, organisation uuid, reference_sent text, upload text, sent jsonb) RETURNS jsonb
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	sender api_clients%ROWTYPE;
	rider uuid;
BEGIN
	IF is_walled() AND (tenant IS NULL OR organisation IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'a tenant''s clients record rides of its own riders' USING ERRCODE = 'insufficient_privilege';
	END IF;
	SELECT * INTO sender FROM api_clients c WHERE c.id = client AND c.organisation_id = organisation AND c.revoked_at IS NULL
		AND 'write' = ANY (c.scopes::text[]) AND 'app' = ANY (c.sources::text[]);
	IF sender.id IS NULL OR NOT EXISTS (SELECT FROM rider_issuers i WHERE i.organisation_id = organisation)
		OR EXISTS (SELECT FROM jsonb_to_recordset(sent) AS s (bike_id text) WHERE s.bike_id IS NULL
			OR NOT (s.bike_id = ANY (sender.bike_ids)
				OR EXISTS (SELECT FROM unnest(sender.bike_prefixes) AS p (beginning) WHERE starts_with(s.bike_id, p.beginning)))) THEN
		RAISE EXCEPTION 'no client of the rider''s organisation that may send for these bikes' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'attribution_by_its_client';
	END IF;
	SELECT r.id INTO rider FROM riders r WHERE r.organisation_id = organisation AND r.reference = reference_sent;
	IF rider IS NULL THEN
		INSERT INTO riders (organisation_id, reference) VALUES (organisation, reference_sent)
			ON CONFLICT (organisation_id, reference) DO NOTHING;
		SELECT r.id INTO rider FROM riders r WHERE r.organisation_id = organisation AND r.reference = reference_sent;
	END IF;
	RETURN jsonb_build_object('rider_id', rider, 'added', join_attributions(rider, client, upload, sent));
END $$;
--> statement-breakpoint
-- Who signed an upload rode at whatever times staff give its readings, too. The client may be revoked by now, and have sent for
-- other bikes then: what it sent was looked at when it came.
CREATE FUNCTION attribute_released(rider uuid, client uuid, release text, sent jsonb) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM riders r JOIN api_clients c ON c.organisation_id = r.organisation_id
		WHERE r.id = rider AND c.id = client) THEN
		RAISE EXCEPTION 'no client of the rider''s organisation' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'attribution_by_its_client';
	END IF;
	RETURN join_attributions(rider, client, release, sent);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION attribute_released(uuid, uuid, text, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION attribute_released(uuid, uuid, text, jsonb) TO slipstream_maker;
--> statement-breakpoint
-- When a bike was an organisation's is found once for it, and not for each of its signatures: a call costs as much as reading some
-- dozens of them, and the planner is told, so that it keeps what was found (Memoize).
ALTER FUNCTION times_with_bike(text, uuid) COST 20000;
--> statement-breakpoint
CREATE OR REPLACE VIEW counted_attributions AS
	SELECT a.bike_id, a.rider_id, lower(s.stretch) AS from_at,
		CASE WHEN upper_inc(s.stretch) THEN upper(s.stretch)
			ELSE greatest(lower(s.stretch), upper(s.stretch) - interval '1 millisecond') END AS to_at,
		a.recorded_at
	FROM attributions a
	JOIN riders r ON r.id = a.rider_id
	CROSS JOIN LATERAL (SELECT times_with_bike(a.bike_id, r.organisation_id) AS periods OFFSET 0) AS had
	CROSS JOIN LATERAL unnest(had.periods * tstzmultirange(tstzrange(a.from_at, a.to_at, '[]'))) AS s (stretch);
