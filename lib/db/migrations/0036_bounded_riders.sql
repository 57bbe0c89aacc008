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
