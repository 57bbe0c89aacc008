-- A ledger that nothing is removed from could be filled by whoever grants and withdraws in turn: of one rider and purpose what ends
-- no grant in force is refused after 20 entries in 24 hours, with the seconds until the next one as the detail. What ends one is
-- taken always, and what was sent before is answered as it was.
--
-- Clients name riders as their own organisation does; where a rider's token came with it, the rider recorded it, and where the
-- organisation's issuer is required, nothing else speaks for riders. Staff of the maker name any by its id. What was sent before
-- is answered as it was, and makes no rider either. Null where no rider has the id; only `withdrawn_at` where the rider withdrew
-- after deciding on the grant that comes now: late, it must not bring back what the rider took back.
CREATE OR REPLACE FUNCTION append_consent(sender uuid, sent jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	recorder text := coalesce(sent ->> 'recorded_by', '');
	is_client boolean := recorder LIKE 'api-client:%';
	is_signed boolean := coalesce((sent ->> 'is_signed')::boolean, false);
	is_required boolean;
	decided timestamptz := (sent ->> 'decided_at')::timestamptz;
	withdrawn timestamptz;
	ended boolean;
	entry consent_entries%ROWTYPE;
	rider riders%ROWTYPE;
	is_new boolean;
	details jsonb;
	wait interval;
BEGIN
	IF is_walled() AND (tenant IS NULL OR sender IS DISTINCT FROM tenant OR NOT is_client) THEN
		RAISE EXCEPTION 'a tenant''s clients record for its own riders' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF is_client IS NOT DISTINCT FROM (sent ? 'rider_id') THEN
		RAISE EXCEPTION 'clients name a rider by reference, staff by id' USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF is_client AND (decided IS NULL OR recorder !~ '^api-client:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' OR NOT EXISTS (
		SELECT FROM api_clients c WHERE c.id = substr(recorder, 12)::uuid AND c.organisation_id = sender
			AND c.revoked_at IS NULL AND 'consent' = ANY (c.scopes::text[]))) THEN
		RAISE EXCEPTION 'no client of the sender that may record consent' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'consent_by_its_client';
	END IF;
	SELECT i.is_required INTO is_required FROM rider_issuers i WHERE i.organisation_id = sender;
	IF (is_signed AND (NOT is_client OR is_required IS NULL)) OR (is_client AND NOT is_signed AND coalesce(is_required, false)) THEN
		RAISE EXCEPTION 'expected a rider''s token of the sender''s issuer' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'consent_signed_by_its_rider';
	END IF;
	PERFORM pg_advisory_xact_lock(7405120263);
	SELECT * INTO entry FROM consent_entries e WHERE e.sender_id = sender AND e.id = (sent ->> 'id')::uuid;
	is_new := NOT FOUND;
	IF is_new THEN
		IF is_client THEN
			INSERT INTO riders (organisation_id, reference) VALUES (sender, sent ->> 'reference')
				ON CONFLICT (organisation_id, reference) DO NOTHING;
			SELECT * INTO rider FROM riders r WHERE r.organisation_id = sender AND r.reference = sent ->> 'reference';
		ELSE
			SELECT * INTO rider FROM riders r WHERE r.id = (sent ->> 'rider_id')::uuid;
		END IF;
		IF rider.id IS NULL THEN
			RETURN NULL;
		END IF;
		IF sent ->> 'decision' = 'granted' THEN
			SELECT max(greatest(w.recorded_at, w.decided_at)) INTO withdrawn FROM consent_entries w
			WHERE w.rider_id = rider.id AND w.purpose = sent ->> 'purpose' AND w.decision = 'withdrawn'
				AND (w.recorded_at >= decided OR w.decided_at >= coalesce(decided, clock_timestamp()));
			IF withdrawn IS NOT NULL THEN
				RETURN jsonb_build_object('withdrawn_at', withdrawn);
			END IF;
		END IF;
		IF sent ->> 'decision' IS DISTINCT FROM 'withdrawn' OR (
			SELECT e.decision FROM consent_entries e WHERE e.rider_id = rider.id AND e.purpose = sent ->> 'purpose'
			ORDER BY e.position DESC LIMIT 1) IS DISTINCT FROM 'granted' THEN
			SELECT e.recorded_at + interval '24 hours' - clock_timestamp() INTO wait FROM consent_entries e
			WHERE e.rider_id = rider.id AND e.purpose = sent ->> 'purpose' ORDER BY e.position DESC OFFSET 19 LIMIT 1;
			IF wait > interval '0' THEN
				RAISE EXCEPTION 'at most 20 entries of a rider and purpose in 24 hours, but for those that end a grant'
					USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_entries_of_a_day',
					DETAIL = ceil(extract(epoch FROM wait))::text;
			END IF;
		END IF;
		INSERT INTO consent_entries (id, sender_id, organisation_id, rider_id, purpose, decision, decided_at, notice_version,
			language, channel, recorded_by, evidence)
		VALUES ((sent ->> 'id')::uuid, sender, rider.organisation_id, rider.id, sent ->> 'purpose',
			(sent ->> 'decision')::consent_decision, decided, (sent ->> 'notice_version')::smallint,
			sent ->> 'language', sent ->> 'channel', CASE WHEN is_signed THEN 'rider:' || rider.id ELSE recorder END,
			sent ->> 'evidence')
		RETURNING * INTO entry;
		details := jsonb_build_object('entry', entry.position, 'hash', entry.hash, 'purpose', entry.purpose,
			'decision', entry.decision);
		IF is_signed THEN
			details := details || jsonb_build_object('client', recorder);
		END IF;
		INSERT INTO audit (actor, verb, subject, details)
		VALUES (entry.recorded_by, 'record-consent', 'rider:' || rider.id, details);
	ELSE
		SELECT * INTO rider FROM riders r WHERE r.id = entry.rider_id;
	END IF;
	IF entry.decision = 'withdrawn' THEN
		SELECT e.decision = 'granted' INTO ended FROM consent_entries e
		WHERE e.rider_id = entry.rider_id AND e.purpose = entry.purpose AND e.position < entry.position
		ORDER BY e.position DESC LIMIT 1;
		ended := coalesce(ended, false);
	END IF;
	RETURN to_jsonb(entry) || jsonb_build_object('is_new', is_new, 'reference', rider.reference, 'ended', ended);
END $$;
--> statement-breakpoint
-- What is at most 5 min apart of one rider and bike is joined; what is there already is left as it is, so that the same again adds
-- nothing. For functions that have looked at who tells it. Once joined, a rider has so many stretches of a bike, and so many bikes, at
-- most: all of a bike's are read whenever it is projected.
CREATE OR REPLACE FUNCTION join_attributions(rider uuid, client uuid, upload text, sent jsonb) RETURNS integer
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	added integer;
	has_new_bike boolean;
BEGIN
	-- Two uploads of one rider that touch would each be joined with what the other does not see yet.
	PERFORM pg_advisory_xact_lock(hashtextextended('attributions of ' || rider, 7405120263));
	has_new_bike := EXISTS (SELECT FROM jsonb_to_recordset(sent) AS s (bike_id text) WHERE NOT EXISTS (
		SELECT FROM attributions a WHERE a.bike_id = s.bike_id AND a.rider_id = rider));
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
	IF added > 0 AND EXISTS (
		SELECT FROM (SELECT DISTINCT s.bike_id FROM jsonb_to_recordset(sent) AS s (bike_id text)) AS t
		WHERE (SELECT count(*) FROM attributions a WHERE a.bike_id = t.bike_id AND a.rider_id = rider) > 20000) THEN
		RAISE EXCEPTION 'at most 20000 stretches of a rider and bike' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'attribution_stretches_of_bike';
	END IF;
	IF added > 0 AND has_new_bike
		AND (SELECT count(DISTINCT a.bike_id) FROM attributions a WHERE a.rider_id = rider) > 2000 THEN
		RAISE EXCEPTION 'at most 2000 bikes of a rider' USING ERRCODE = 'check_violation',
			CONSTRAINT = 'attribution_bikes_of_rider';
	END IF;
	RETURN added;
END $$;
