-- What runs with the owner's rights looks for tables in the session's own schema last: else whoever makes a temporary table
-- there is asked in the place of ours. Nor do the logins make any, which would outlive a transaction in a pool.
DO $$
DECLARE
	definer record;
BEGIN
	FOR definer IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef LOOP
		EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', definer.name);
	END LOOP;
	EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
-- Of a bike that turned out never to have had it, an organisation sees no component that others have by now.
ALTER POLICY of_bikes ON components USING (EXISTS (
	SELECT FROM component_periods p WHERE p.component_id = components.id AND p.voided_at IS NULL));
--> statement-breakpoint
-- An id means one device: one that a module of others reports is taken, too.
CREATE OR REPLACE FUNCTION numbers_taken(what text, numbers text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF what NOT IN ('bike_id', 'fnuci', 'battery_passport', 'imei', 'iccid') THEN
		RAISE EXCEPTION 'no number is named %', what USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF session_user = 'slipstream_tenant' AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE format('SELECT %1$I FROM bikes WHERE %1$I = ANY ($1) AND (withdrawn_at IS NULL OR %2$L = ''bike_id'')', what, what) USING numbers;
	IF what = 'bike_id' THEN
		RETURN QUERY EXECUTE $query$
			SELECT DISTINCT c.reports_as FROM components c
			WHERE c.reports_as = ANY ($1) AND c.kind = 'module' AND c.oem_id <> $2
				AND NOT EXISTS (SELECT FROM bikes b WHERE b.bike_id = c.reports_as)
				AND EXISTS (SELECT FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL)
		$query$ USING numbers, tenant;
	END IF;
END $$;
--> statement-breakpoint
-- Of others' components: that they are not to be had, and nothing of when and where they are.
CREATE OR REPLACE FUNCTION components_known(kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, oem_id uuid, in_bike_since timestamptz, is_in_bike boolean, part_made text, models_made text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := session_user = 'slipstream_tenant';
BEGIN
	IF is_tenant AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT a.kind, a.serial_normal,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN c.id END,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN c.oem_id END,
			CASE WHEN NOT $4 OR c.oem_id = $3 THEN p.valid_from END,
			p.id IS NOT NULL, m.part_number, m.model_codes
		FROM unnest($1, $2) AS a (kind, serial_normal)
		LEFT JOIN components c ON c.kind = a.kind AND c.serial_normal = a.serial_normal
		LEFT JOIN LATERAL (
			SELECT o.id, o.valid_from FROM component_periods o
			WHERE o.component_id = c.id AND o.voided_at IS NULL AND (o.valid_to IS NULL OR ($4 AND c.oem_id <> $3)) LIMIT 1
		) p ON true
		LEFT JOIN produced_components m ON m.kind = a.kind AND m.serial_normal = a.serial_normal
		WHERE c.id IS NOT NULL OR m.serial_normal IS NOT NULL
	$query$ USING kinds, serials, tenant, is_tenant;
END $$;
--> statement-breakpoint
-- Makes the components that are new. A tenant has of others only what was in none of their bikes but by mistake, and
-- nothing of what they said of it; the maker hands over all that is in no bike any more. What stays with others is not
-- returned. A module reports as the bike that it was first put into.
CREATE OR REPLACE FUNCTION make_components(owner uuid, kinds component_kind[], serials text[], normals text[], parts text[], firmwares text[], reporting text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, free_since timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := session_user = 'slipstream_tenant';
	renamed bigint[];
	voices text[];
BEGIN
	IF is_tenant AND (tenant IS NULL OR owner IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'another organisation is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	EXECUTE $query$
		INSERT INTO components (oem_id, kind, serial, serial_normal, part_number, firmware, reports_as)
		SELECT $1, a.kind, a.serial, a.normal, a.part, a.firmware, a.reporting
		FROM unnest($2, $3, $4, $5, $6, $7) AS a (kind, serial, normal, part, firmware, reporting)
		ON CONFLICT (kind, serial_normal) DO NOTHING
	$query$ USING owner, kinds, serials, normals, parts, firmwares, reporting;
	IF is_tenant THEN
		EXECUTE $query$
			UPDATE components c SET oem_id = $1, serial = a.serial, part_number = a.part, firmware = a.firmware, reports_as = a.reporting
			FROM unnest($2, $3, $4, $5, $6, $7) AS a (kind, serial, normal, part, firmware, reporting)
			WHERE c.kind = a.kind AND c.serial_normal = a.normal AND c.oem_id <> $1
				AND (SELECT bool_and(p.voided_at IS NOT NULL) FROM component_periods p WHERE p.component_id = c.id)
		$query$ USING owner, kinds, serials, normals, parts, firmwares, reporting;
	ELSE
		EXECUTE $query$
			UPDATE components c SET oem_id = $1
			FROM unnest($2, $3) AS a (kind, normal)
			WHERE c.kind = a.kind AND c.serial_normal = a.normal AND c.oem_id <> $1 AND NOT EXISTS (
				SELECT FROM component_periods p WHERE p.component_id = c.id AND p.valid_to IS NULL AND p.voided_at IS NULL)
		$query$ USING owner, kinds, normals;
	END IF;
	-- Looked up module by module, as above; mostly there is none.
	EXECUTE $query$
		SELECT array_agg(c.id), array_agg(a.reporting) FROM unnest($2, $3, $4) AS a (kind, normal, reporting)
		CROSS JOIN LATERAL (SELECT m.* FROM components m WHERE m.kind = a.kind AND m.serial_normal = a.normal OFFSET 0) c
		WHERE a.reporting IS NOT NULL AND c.oem_id = $1 AND c.reports_as IS DISTINCT FROM a.reporting
			AND (SELECT count(*) FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL) = 0
	$query$ INTO renamed, voices USING owner, kinds, normals, reporting;
	IF renamed IS NOT NULL THEN
		EXECUTE 'UPDATE components c SET reports_as = a.reporting FROM unnest($1, $2) AS a (id, reporting) WHERE c.id = a.id' USING renamed, voices;
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.kind, c.serial_normal, c.id, greatest(
			(SELECT max(p.valid_to) FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL),
			(SELECT max(o.until) FROM components d
				CROSS JOIN LATERAL (
					SELECT p.valid_to AS until FROM component_periods p
					WHERE p.component_id = d.id AND p.voided_at IS NULL AND p.bike_id <> a.reporting OFFSET 0
				) o
				WHERE a.kind = 'module' AND d.reports_as = a.reporting AND d.id <> c.id))
		FROM unnest($2, $3, $4) AS a (kind, normal, reporting)
		JOIN components c ON c.kind = a.kind AND c.serial_normal = a.normal
		WHERE c.oem_id = $1
	$query$ USING owner, kinds, normals, reporting;
END $$;
--> statement-breakpoint
-- Readings reported under an id count for the bike that the module is in: whose id it is decides whose readings they are.
-- An organisation's ids are those of its bikes and, as for readings, those that its clients are bound to.
CREATE FUNCTION refuse_foreign_voice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	foreign_one bigint;
BEGIN
	IF session_user = 'slipstream_tenant' THEN
		EXECUTE format($query$
			SELECT n.id FROM told n %s LEFT JOIN bikes b ON b.bike_id = n.reports_as
			WHERE n.reports_as IS NOT NULL %s AND b.oem_id IS DISTINCT FROM n.oem_id AND (b.oem_id IS NOT NULL OR NOT EXISTS (
				SELECT FROM api_clients a WHERE a.organisation_id = n.oem_id AND a.revoked_at IS NULL
					AND (n.reports_as = ANY (a.bike_ids) OR n.reports_as ^@ ANY (a.bike_prefixes))))
			LIMIT 1
		$query$, CASE WHEN TG_OP = 'UPDATE' THEN 'JOIN before o ON o.id = n.id' END,
			CASE WHEN TG_OP = 'UPDATE' THEN 'AND o.reports_as IS DISTINCT FROM n.reports_as' END) INTO foreign_one;
	END IF;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the id that the module reports is none of the organisation''s'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'component_own_voice';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER components_voiced AFTER INSERT ON components REFERENCING NEW TABLE AS told
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_voice();
--> statement-breakpoint
CREATE TRIGGER components_revoiced AFTER UPDATE ON components REFERENCING OLD TABLE AS before NEW TABLE AS told
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_voice();
--> statement-breakpoint
-- Of components that were made for models of one OEM: a code that others have, too, says nothing of whose they are.
CREATE FUNCTION components_made_for(of_oem uuid, kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF session_user = 'slipstream_tenant' AND (tenant IS NULL OR of_oem IS DISTINCT FROM tenant) THEN
		RAISE EXCEPTION 'another organisation is asked for' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.kind, c.serial_normal FROM unnest($2, $3) AS a (kind, normal)
		JOIN produced_components c ON c.kind = a.kind AND c.serial_normal = a.normal
		WHERE cardinality(c.model_codes) > 0 AND NOT EXISTS (
			SELECT FROM unnest(c.model_codes) AS made (code) WHERE NOT EXISTS (
				SELECT FROM bike_models m WHERE m.oem_id = $1 AND m.code = made.code)
			OR EXISTS (SELECT FROM bike_models m WHERE m.oem_id <> $1 AND m.code = made.code))
	$query$ USING of_oem, kinds, serials;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION components_made_for(uuid, component_kind[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION components_made_for(uuid, component_kind[], text[]) TO slipstream_maker, slipstream_tenant;
--> statement-breakpoint
-- When something was done says the server: else whoever adds rows could date them back.
CREATE OR REPLACE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
-- Which component a period is of stays as it was entered, and one that was voided does not come back for a component that
-- is others' by now.
REVOKE UPDATE ON component_periods FROM slipstream_tenant;
--> statement-breakpoint
GRANT UPDATE (valid_from, valid_to, entered_at, voided_at) ON component_periods TO slipstream_tenant;
--> statement-breakpoint
CREATE FUNCTION refuse_component_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	foreign_one bigint;
BEGIN
	EXECUTE 'SELECT n.component_id FROM told n JOIN before o ON o.id = n.id JOIN components c ON c.id = n.component_id
		WHERE c.oem_id <> n.oem_id AND n.voided_at IS NULL AND (o.voided_at IS NOT NULL OR o.component_id <> n.component_id) LIMIT 1' INTO foreign_one;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the component is of another organisation by now' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'component_own';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER component_periods_back AFTER UPDATE ON component_periods REFERENCING OLD TABLE AS before NEW TABLE AS told
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_component_gone();
--> statement-breakpoint
-- A contradiction may be between bikes of two OEMs: each is told of its own side, once it is asked.
REVOKE SELECT ON contradictions FROM slipstream_tenant;
--> statement-breakpoint
GRANT SELECT (id, oem_id, kind, reason, asked_at, answer, answered_at, decided_at) ON contradictions TO slipstream_tenant;
--> statement-breakpoint
CREATE FUNCTION sides_asked() RETURNS TABLE (id bigint, details jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	RETURN QUERY EXECUTE $query$
		SELECT c.id, jsonb_build_object('fact', c.details -> 'fact', 'lead', NULL, 'sides', (
			SELECT jsonb_agg(CASE WHEN b.bike_id IS NULL THEN s.side || '{"bikeId": "another OEM''s bike", "said": []}' ELSE s.side END ORDER BY s.place)
			FROM jsonb_array_elements(c.details -> 'sides') WITH ORDINALITY AS s (side, place)
			LEFT JOIN bikes b ON b.bike_id = s.side ->> 'bikeId' AND b.oem_id = c.oem_id))
		FROM contradictions c
		WHERE c.oem_id = $1 AND c.asked_at IS NOT NULL AND c.decided_at IS NULL AND c.details ? 'sides'
	$query$ USING nullif(current_setting('slipstream.tenant', true), '')::uuid;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION sides_asked() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION sides_asked() TO slipstream_tenant;
--> statement-breakpoint
-- What became of a bike's contradictions is of its story. The reason may speak of all bikes of one, so that it is told
-- behind the wall where all are the tenant's own.
CREATE FUNCTION contradictions_decided(of_bike text) RETURNS TABLE (fact text, decision text, reason text, at timestamptz)
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF session_user = 'slipstream_tenant' AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.details ->> 'fact', c.decision, CASE WHEN NOT $2 OR NOT EXISTS (
			SELECT FROM unnest(c.bike_ids) AS i (id) WHERE NOT EXISTS (
				SELECT FROM bikes b WHERE b.bike_id = i.id AND b.oem_id = $3)) THEN c.reason END, c.decided_at
		FROM contradictions c
		WHERE c.bike_ids @> array[$1] AND c.decided_at IS NOT NULL AND (NOT $2 OR c.oem_id = $3 AND EXISTS (
			SELECT FROM bikes b WHERE b.bike_id = $1 AND b.oem_id = $3))
	$query$ USING of_bike, session_user = 'slipstream_tenant', tenant;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION contradictions_decided(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION contradictions_decided(text) TO slipstream_maker, slipstream_tenant;
--> statement-breakpoint
-- Whoever is not known to stand before the wall stands behind it: a login that only belongs to the tenants' would otherwise
-- be taken for the maker's by what runs with the owner's rights.
CREATE FUNCTION is_walled() RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT NOT (pg_has_role(session_user, current_user, 'USAGE') OR pg_has_role(session_user, 'slipstream_maker', 'USAGE'))
$$;
--> statement-breakpoint
DO $$
DECLARE
	asking record;
BEGIN
	FOR asking IN SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc p
		WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prosrc LIKE '%''slipstream_tenant''%' LOOP
		EXECUTE replace(replace(asking.text,
			$was$session_user = 'slipstream_tenant'$was$, 'is_walled()'),
			$was$session_user <> 'slipstream_tenant'$was$, 'NOT is_walled()');
	END LOOP;
END $$;
