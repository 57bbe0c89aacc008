CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Logins belong to the server, not to one database; setup gives them their passwords.
DO $$
DECLARE
	login text;
BEGIN
	FOREACH login IN ARRAY ARRAY['slipstream_maker', 'slipstream_tenant', 'slipstream_outbox'] LOOP
		BEGIN
			EXECUTE format('CREATE ROLE %I NOLOGIN', login);
		EXCEPTION WHEN duplicate_object OR unique_violation THEN
			NULL;
		END;
	END LOOP;
END $$;
--> statement-breakpoint
-- Whoever is not known to stand before the wall stands behind it: a login that only belongs to the tenants' would otherwise
-- be taken for the maker's by what runs with the owner's rights.
CREATE FUNCTION is_walled() RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT NOT (pg_has_role(session_user, current_user, 'USAGE') OR pg_has_role(session_user, 'slipstream_maker', 'USAGE'))
$$;
--> statement-breakpoint
-- What runs with the owner's rights looks for tables in the session's own schema last: else whoever makes a temporary table
-- there is asked in the place of ours. Nor do the logins make any, which would outlive a transaction in a pool.
DO $$
BEGIN
	EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
-- What belongs to a bike, a plant or a file names the same organisation as that.
ALTER TABLE bikes ADD CONSTRAINT bikes_of_oem UNIQUE (bike_id, oem_id), ADD CONSTRAINT bikes_seq_of_oem UNIQUE (seq, bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE bike_models ADD CONSTRAINT bike_models_of_oem UNIQUE (id, oem_id);
--> statement-breakpoint
ALTER TABLE plants ADD CONSTRAINT plants_of_oem UNIQUE (id, oem_id);
--> statement-breakpoint
ALTER TABLE batches ADD CONSTRAINT batches_of_oem UNIQUE (id, oem_id), ADD FOREIGN KEY (plant_id, oem_id) REFERENCES plants (id, oem_id);
--> statement-breakpoint
ALTER TABLE bikes
	ADD FOREIGN KEY (model_id, oem_id) REFERENCES bike_models (id, oem_id),
	ADD FOREIGN KEY (plant_id, oem_id) REFERENCES plants (id, oem_id),
	ADD FOREIGN KEY (batch_id, oem_id) REFERENCES batches (id, oem_id),
	ADD FOREIGN KEY (merged_into, oem_id) REFERENCES bikes (bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE component_periods ADD FOREIGN KEY (bike_seq, bike_id, oem_id) REFERENCES bikes (seq, bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE fleet_assignments ADD FOREIGN KEY (bike_seq, bike_id, oem_id) REFERENCES bikes (seq, bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE ownership_periods ADD FOREIGN KEY (bike_seq, bike_id, oem_id) REFERENCES bikes (seq, bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE bike_facts ADD FOREIGN KEY (bike_id, oem_id) REFERENCES bikes (bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE corrections ADD FOREIGN KEY (bike_id, oem_id) REFERENCES bikes (bike_id, oem_id);
--> statement-breakpoint
ALTER TABLE batch_files ADD FOREIGN KEY (batch_id, oem_id) REFERENCES batches (id, oem_id);
--> statement-breakpoint
ALTER TABLE batch_rows ADD FOREIGN KEY (batch_id, oem_id) REFERENCES batches (id, oem_id);
--> statement-breakpoint
ALTER TABLE registration_items ADD FOREIGN KEY (plant_id, oem_id) REFERENCES plants (id, oem_id);
--> statement-breakpoint
-- A second battery's is a place: the same battery is one component, whichever place it has.
ALTER TABLE components ADD CONSTRAINT component_is_no_place CHECK (kind <> 'battery_2');
--> statement-breakpoint
ALTER TABLE produced_components ADD CONSTRAINT produced_is_no_place CHECK (kind <> 'battery_2');
--> statement-breakpoint
ALTER TABLE produced_kinds ADD CONSTRAINT produced_kind_is_no_place CHECK (kind <> 'battery_2');
--> statement-breakpoint
-- Two periods that overlap are refused. Most have neither beginning nor end: keeping these in a tree of ranges takes longer
-- than all else of a registration, so the constraints hold those with an end apart, the B-trees those without, and
-- `refuse_overlap` one of each. The conditions are such that no query has: the planner would take the trees for cheap ways.
ALTER TABLE component_periods
	ADD CONSTRAINT component_in_one_bike EXCLUDE USING gist (component_id WITH =, tstzrange(valid_from, valid_to) WITH &&)
		WHERE (num_nonnulls(voided_at) = 0 AND num_nonnulls(valid_from, valid_to) > 0),
	ADD CONSTRAINT one_component_in_place EXCLUDE USING gist (bike_seq WITH =, kind WITH =, tstzrange(valid_from, valid_to) WITH &&)
		WHERE (num_nonnulls(voided_at) = 0 AND num_nonnulls(valid_from, valid_to) > 0),
	ADD CONSTRAINT component_period_forward CHECK (valid_from < valid_to);
--> statement-breakpoint
CREATE UNIQUE INDEX component_ever_in_one_bike ON component_periods (component_id) WHERE num_nonnulls(voided_at, valid_from, valid_to) = 0;
--> statement-breakpoint
CREATE UNIQUE INDEX one_component_ever_in_place ON component_periods (bike_seq, kind) WHERE num_nonnulls(voided_at, valid_from, valid_to) = 0;
--> statement-breakpoint
-- Whoever changes periods of a component or a bike holds it first, so that of two at once the later one sees the earlier;
-- what this transaction has written is its own already.
CREATE FUNCTION refuse_overlap() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	rule text;
BEGIN
	EXECUTE 'SELECT count(*) FROM (SELECT FROM components WHERE id IN (SELECT component_id FROM made WHERE voided_at IS NULL) AND xmin <> pg_current_xact_id()::xid ORDER BY id FOR NO KEY UPDATE) held';
	EXECUTE 'SELECT count(*) FROM (SELECT FROM bikes WHERE bike_id IN (SELECT bike_id FROM made WHERE voided_at IS NULL) AND xmin <> pg_current_xact_id()::xid ORDER BY bike_id FOR NO KEY UPDATE) held';
	EXECUTE $query$
		WITH ever AS (
			SELECT component_id, bike_seq, kind FROM made WHERE num_nonnulls(voided_at, valid_from, valid_to) = 0
		), apart AS (
			SELECT component_id, bike_seq, kind FROM made WHERE num_nonnulls(voided_at) = 0 AND num_nonnulls(valid_from, valid_to) > 0
		)
		SELECT 'component_in_one_bike' FROM ever m WHERE EXISTS (
			SELECT FROM component_periods o WHERE o.component_id = m.component_id AND tstzrange(o.valid_from, o.valid_to) && '(,)'
				AND num_nonnulls(o.voided_at) = 0 AND num_nonnulls(o.valid_from, o.valid_to) > 0)
		UNION ALL SELECT 'one_component_in_place' FROM ever m WHERE EXISTS (
			SELECT FROM component_periods o WHERE o.bike_seq = m.bike_seq AND o.kind = m.kind AND tstzrange(o.valid_from, o.valid_to) && '(,)'
				AND num_nonnulls(o.voided_at) = 0 AND num_nonnulls(o.valid_from, o.valid_to) > 0)
		UNION ALL SELECT 'component_in_one_bike' FROM apart m WHERE EXISTS (
			SELECT FROM component_periods o WHERE o.component_id = m.component_id AND num_nonnulls(o.voided_at, o.valid_from, o.valid_to) = 0)
		UNION ALL SELECT 'one_component_in_place' FROM apart m WHERE EXISTS (
			SELECT FROM component_periods o WHERE o.bike_seq = m.bike_seq AND o.kind = m.kind AND num_nonnulls(o.voided_at, o.valid_from, o.valid_to) = 0)
		LIMIT 1
	$query$ INTO rule;
	IF rule IS NOT NULL THEN
		RAISE EXCEPTION 'periods overlap' USING ERRCODE = 'exclusion_violation', CONSTRAINT = rule;
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER component_periods_apart_made AFTER INSERT ON component_periods REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();
--> statement-breakpoint
CREATE TRIGGER component_periods_apart_changed AFTER UPDATE ON component_periods REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_overlap();
--> statement-breakpoint
ALTER TABLE fleet_assignments
	ADD CONSTRAINT bike_in_one_fleet EXCLUDE USING gist (bike_seq WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (num_nonnulls(voided_at) = 0),
	ADD CONSTRAINT fleet_assignment_forward CHECK (valid_from < valid_to);
--> statement-breakpoint
ALTER TABLE ownership_periods
	ADD CONSTRAINT bike_of_one_owner EXCLUDE USING gist (bike_seq WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (num_nonnulls(voided_at) = 0),
	ADD CONSTRAINT ownership_period_forward CHECK (valid_from < valid_to);
--> statement-breakpoint
CREATE FUNCTION refuse_to_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'master data has a history: nothing of it is deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
DO $$
DECLARE
	kept text;
BEGIN
	FOREACH kept IN ARRAY ARRAY['plants', 'bike_models', 'bikes', 'components', 'component_periods', 'fleet_assignments',
		'riders', 'ownership_periods', 'bike_facts', 'produced_components', 'batches', 'batch_rows', 'contradictions',
		'corrections', 'support_cases'] LOOP
		EXECUTE format('CREATE TRIGGER %I BEFORE DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete()', kept || '_stay', kept);
	END LOOP;
END $$;
--> statement-breakpoint
-- The wall. A tenant sees what is of its organisation; a fleet sees the bikes that were assigned to it.
DO $$
DECLARE
	walled text;
	tenant constant text := '(SELECT nullif(current_setting(''slipstream.tenant'', true), '''')::uuid)';
BEGIN
	FOREACH walled IN ARRAY ARRAY['plants', 'bike_models', 'bikes', 'components', 'component_periods', 'fleet_assignments',
		'ownership_periods', 'bike_facts', 'outbox', 'batches', 'batch_files', 'batch_rows', 'registration_items',
		'contradictions', 'corrections', 'support_cases', 'organisations', 'riders', 'produced_components', 'produced_kinds',
		'audit'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO slipstream_maker', walled);
	END LOOP;
	-- Who signs in and which clients there are is the service's alone: tenants have no right to any row.
	FOREACH walled IN ARRAY ARRAY['users', 'user_roles', 'external_identities', 'api_clients', 'sign_in_failures', 'location_reasons'] LOOP
		EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO slipstream_maker', walled);
	END LOOP;
	FOREACH walled IN ARRAY ARRAY['plants', 'bike_models', 'bikes', 'bike_facts', 'batches', 'batch_files', 'batch_rows',
		'registration_items', 'contradictions', 'corrections', 'component_periods', 'fleet_assignments', 'ownership_periods'] LOOP
		EXECUTE format('CREATE POLICY tenant ON %I TO slipstream_tenant USING (oem_id = %s) WITH CHECK (oem_id = %s)', walled, tenant, tenant);
		IF walled <> 'contradictions' THEN
			EXECUTE format('GRANT SELECT ON %I TO slipstream_tenant', walled);
		END IF;
	END LOOP;
	EXECUTE format('CREATE POLICY of_fleet ON fleet_assignments FOR SELECT TO slipstream_tenant USING (fleet_id = %s)', tenant);
	-- A set that is made once a statement, by the index of the fleet: EXISTS here leads the planner to ask bike by bike.
	FOREACH walled IN ARRAY ARRAY['bikes', 'component_periods'] LOOP
		EXECUTE format('CREATE POLICY of_fleet ON %I FOR SELECT TO slipstream_tenant USING (bike_id IN (
			SELECT a.bike_id FROM fleet_assignments a WHERE a.fleet_id = %s AND a.voided_at IS NULL))', walled, tenant);
	END LOOP;
	-- An OEM has no bikes of others: asked once a statement, so that it looks at none.
	EXECUTE format('CREATE POLICY of_fleet ON bike_models FOR SELECT TO slipstream_tenant USING (
		(SELECT o.kind FROM organisations o WHERE o.id = %s) = ''fleet'' AND EXISTS (
			SELECT FROM fleet_assignments a JOIN bikes b ON b.bike_id = a.bike_id
			WHERE a.fleet_id = %s AND a.voided_at IS NULL AND a.oem_id = bike_models.oem_id AND b.model_id = bike_models.id))', tenant, tenant);
	EXECUTE format('CREATE POLICY tenant ON components TO slipstream_tenant USING (oem_id = %s) WITH CHECK (oem_id = %s)', tenant, tenant);
	-- Of a bike that turned out never to have had it, an organisation sees no component that others have by now.
	CREATE POLICY of_bikes ON components FOR SELECT TO slipstream_tenant USING (EXISTS (
		SELECT FROM component_periods p WHERE p.component_id = components.id AND p.voided_at IS NULL));
	EXECUTE format('CREATE POLICY tenant ON organisations FOR SELECT TO slipstream_tenant USING (id = %s)', tenant);
	-- The planner would read all assignments to find one that it thinks is common; in order, and from somewhere, it uses the index.
	EXECUTE format('CREATE POLICY of_bikes ON organisations FOR SELECT TO slipstream_tenant USING (
		EXISTS (SELECT FROM fleet_assignments a WHERE a.oem_id = %s AND a.fleet_id = organisations.id ORDER BY a.bike_id OFFSET 0) OR EXISTS (
			SELECT FROM fleet_assignments a WHERE a.fleet_id = %s AND a.oem_id = organisations.id AND a.voided_at IS NULL ORDER BY a.bike_id OFFSET 0))', tenant, tenant);
	EXECUTE format('CREATE POLICY adds ON audit FOR INSERT TO slipstream_tenant WITH CHECK (%s IS NOT NULL)', tenant);
	CREATE POLICY tenant ON produced_kinds FOR SELECT TO slipstream_tenant USING (true);
END $$;
--> statement-breakpoint
GRANT SELECT ON components, organisations, produced_kinds TO slipstream_tenant;
--> statement-breakpoint
GRANT INSERT, UPDATE ON plants, bike_models, bikes, components, batches, batch_files, batch_rows, registration_items
	TO slipstream_tenant;
--> statement-breakpoint
-- Which component a period is of stays as it was entered.
GRANT INSERT, UPDATE (valid_from, valid_to, entered_at, voided_at) ON component_periods TO slipstream_tenant;
--> statement-breakpoint
GRANT INSERT ON bike_facts, audit TO slipstream_tenant;
--> statement-breakpoint
GRANT UPDATE ON corrections TO slipstream_tenant;
--> statement-breakpoint
-- Who withdraws bikes ends their time with fleets and owners, which stays in the history.
GRANT UPDATE (voided_at) ON fleet_assignments, ownership_periods TO slipstream_tenant;
--> statement-breakpoint
-- A contradiction may be between bikes of two OEMs: each is told of its own side, once it is asked.
GRANT SELECT (id, oem_id, kind, reason, asked_at, answer, answered_at, decided_at) ON contradictions TO slipstream_tenant;
--> statement-breakpoint
GRANT UPDATE (answer, answered_at) ON contradictions TO slipstream_tenant;
--> statement-breakpoint
REVOKE UPDATE ON audit FROM slipstream_maker;
--> statement-breakpoint
GRANT DELETE ON sign_in_failures, user_roles TO slipstream_maker;
--> statement-breakpoint
GRANT SELECT, DELETE ON outbox TO slipstream_outbox;
--> statement-breakpoint
CREATE POLICY publisher ON outbox TO slipstream_outbox USING (true);
--> statement-breakpoint
-- A period names a component of its own organisation: asked once a statement, as a policy would ask itself.
CREATE FUNCTION refuse_foreign_component() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	foreign_one bigint;
BEGIN
	EXECUTE 'SELECT p.component_id FROM made p JOIN components c ON c.id = p.component_id WHERE c.oem_id <> p.oem_id LIMIT 1' INTO foreign_one;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the component is of another organisation' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER component_periods_own AFTER INSERT ON component_periods REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_component();
--> statement-breakpoint
-- Readings say under which id they were reported, and no more: of two modules that report under one id from two bikes
-- nobody could tell which is which, and an id of a bike of others would take readings that are theirs.
CREATE FUNCTION refuse_two_voices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	rule text;
	voice text;
BEGIN
	EXECUTE $query$
		WITH voices AS MATERIALIZED (
			SELECT p.component_id, p.bike_id, p.oem_id, tstzrange(p.valid_from, p.valid_to) AS during, c.reports_as
			FROM made p JOIN components c ON c.id = p.component_id
			WHERE p.kind = 'module' AND p.voided_at IS NULL AND c.reports_as IS NOT NULL
		)
		SELECT 'module_of_own_voice', v.reports_as FROM voices v JOIN bikes b ON b.bike_id = v.reports_as
		WHERE v.reports_as <> v.bike_id AND b.oem_id <> v.oem_id AND is_walled()
		UNION ALL SELECT 'module_of_one_voice', v.reports_as FROM voices v
		CROSS JOIN LATERAL (SELECT d.id FROM components d WHERE d.reports_as = v.reports_as AND d.id <> v.component_id OFFSET 0) d
		CROSS JOIN LATERAL (
			SELECT FROM component_periods o WHERE o.component_id = d.id AND o.voided_at IS NULL AND o.bike_id <> v.bike_id
				AND tstzrange(o.valid_from, o.valid_to) && v.during OFFSET 0
		) o
		LIMIT 1
	$query$ INTO rule, voice;
	IF rule IS NOT NULL THEN
		RAISE EXCEPTION 'modules report under one id' USING ERRCODE = 'exclusion_violation', CONSTRAINT = rule, DETAIL = voice;
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER component_periods_voiced_made AFTER INSERT ON component_periods REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_voices();
--> statement-breakpoint
CREATE TRIGGER component_periods_voiced_changed AFTER UPDATE ON component_periods REFERENCING NEW TABLE AS made
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_two_voices();
--> statement-breakpoint
-- Entities name organisations that a tenant may not see, so the owner writes them; of the tenant's own bikes only.
-- Planned at each call: a plan that is kept from when the tables were small takes minutes when they are large.
CREATE FUNCTION write_entities(ids text[]) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $write$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	written bigint;
BEGIN
	IF is_walled() AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	EXECUTE $query$
		WITH asked AS (
			SELECT * FROM bikes WHERE bike_id = ANY ($1) AND (oem_id = $2 OR NOT is_walled())
		), fleets AS (
			SELECT a.bike_id, jsonb_agg(jsonb_build_object(
				'fleet_id', f.id, 'fleet_name', f.name, 'from', floor(extract(epoch FROM a.valid_from) * 1000)::bigint,
				'to', floor(extract(epoch FROM a.valid_to) * 1000)::bigint) ORDER BY a.valid_from NULLS FIRST) AS list
			FROM fleet_assignments a JOIN organisations f ON f.id = a.fleet_id
			WHERE a.bike_id = ANY ($1) AND a.voided_at IS NULL GROUP BY a.bike_id
		), taken AS (
			SELECT p.bike_id, jsonb_agg(jsonb_build_object(
				'reported_as', c.reports_as, 'from', floor(extract(epoch FROM p.valid_from) * 1000)::bigint,
				'to', floor(extract(epoch FROM p.valid_to) * 1000)::bigint) ORDER BY c.reports_as, p.valid_from NULLS FIRST) AS list
			FROM component_periods p JOIN components c ON c.id = p.component_id
			WHERE p.bike_id = ANY ($1) AND p.kind = 'module' AND p.voided_at IS NULL AND c.reports_as <> p.bike_id
			GROUP BY p.bike_id
		), given AS (
			SELECT c.reports_as AS bike_id, jsonb_agg(jsonb_build_object(
				'bike_id', p.bike_id, 'from', floor(extract(epoch FROM p.valid_from) * 1000)::bigint,
				'to', floor(extract(epoch FROM p.valid_to) * 1000)::bigint) ORDER BY p.valid_from NULLS FIRST) AS list
			FROM components c JOIN component_periods p ON p.component_id = c.id
			WHERE c.reports_as = ANY ($1) AND c.kind = 'module' AND p.voided_at IS NULL AND p.bike_id <> c.reports_as
			GROUP BY c.reports_as
		), fitted AS (
			SELECT p.bike_id, jsonb_agg(jsonb_build_object(
				'kind', CASE p.kind WHEN 'battery_2' THEN 'battery' ELSE p.kind::text END, 'number', c.serial_normal,
				'from', floor(extract(epoch FROM p.valid_from) * 1000)::bigint) ORDER BY p.kind, c.serial_normal) AS list
			FROM component_periods p JOIN components c ON c.id = p.component_id
			WHERE p.bike_id = ANY ($1) AND p.valid_to IS NULL AND p.voided_at IS NULL AND p.kind <> 'remote' AND c.serial_normal <> ''
			GROUP BY p.bike_id
		)
		INSERT INTO outbox (oem_id, bike_id, version, entity)
		SELECT b.oem_id, b.bike_id, b.version, jsonb_build_object(
			'bike_id', b.bike_id,
			'version', b.version,
			'oem', jsonb_build_object('id', o.id, 'name', o.name),
			'model', jsonb_build_object('id', m.id, 'name', m.name, 'battery_wh', m.battery_wh, 'report_every_s', m.report_every_s),
			'frame_number', b.frame_number,
			'registered_at', floor(extract(epoch FROM b.registered_at) * 1000)::bigint,
			'assignments', coalesce(fleets.list, '[]'))
			|| CASE WHEN b.plant_id IS NULL THEN '{}' ELSE jsonb_build_object('plant_id', b.plant_id) END
			|| CASE WHEN b.withdrawn_at IS NULL THEN '{}' ELSE jsonb_build_object(
				'withdrawn', true, 'withdrawn_at', floor(extract(epoch FROM b.withdrawn_at) * 1000)::bigint) END
			|| CASE WHEN fitted.list IS NULL THEN '{}' ELSE jsonb_build_object('parts', fitted.list) END
			|| CASE WHEN taken.list IS NULL THEN '{}' ELSE jsonb_build_object('readings_in', taken.list) END
			|| CASE WHEN given.list IS NULL THEN '{}' ELSE jsonb_build_object('readings_out', given.list) END
		FROM asked b
		JOIN organisations o ON o.id = b.oem_id
		JOIN bike_models m ON m.id = b.model_id
		LEFT JOIN fleets ON fleets.bike_id = b.bike_id
		LEFT JOIN taken ON taken.bike_id = b.bike_id
		LEFT JOIN given ON given.bike_id = b.bike_id
		LEFT JOIN fitted ON fitted.bike_id = b.bike_id
		ORDER BY b.bike_id
	$query$ USING ids, tenant;
	GET DIAGNOSTICS written = ROW_COUNT;
	RETURN written;
END $write$;
--> statement-breakpoint
-- An id means one device: one that a module of others reports is taken, too.
CREATE FUNCTION numbers_taken(what text, numbers text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF what NOT IN ('bike_id', 'fnuci', 'battery_passport', 'imei', 'iccid') THEN
		RAISE EXCEPTION 'no number is named %', what USING ERRCODE = 'invalid_parameter_value';
	END IF;
	IF is_walled() AND tenant IS NULL THEN
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
CREATE FUNCTION components_known(kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, oem_id uuid, in_bike_since timestamptz, is_in_bike boolean, part_made text, models_made text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := is_walled();
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
-- Bikes whose readings would not be those of the module that a row puts into them, or would be another's: the module was in
-- another bike and reports as that, or one in another bike reports as this. Without a module, only where that is of others.
CREATE FUNCTION voices_taken(owner uuid, ids text[], modules text[])
RETURNS TABLE (bike_id text, serial_normal text, is_used boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	IF is_walled() AND owner IS DISTINCT FROM nullif(current_setting('slipstream.tenant', true), '')::uuid THEN
		RAISE EXCEPTION 'another organisation is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT v.* FROM (
			SELECT a.bike_id, a.normal, EXISTS (
				SELECT FROM components c
				CROSS JOIN LATERAL (SELECT FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL OFFSET 0) p
				WHERE c.kind = 'module' AND c.serial_normal = a.normal AND c.reports_as <> a.bike_id) AS is_used
			FROM unnest($2, $3) AS a (bike_id, normal) OFFSET 0
		) v
		WHERE v.is_used OR EXISTS (
			SELECT FROM components d
			CROSS JOIN LATERAL (
				SELECT FROM component_periods p
				WHERE p.component_id = d.id AND p.voided_at IS NULL AND p.valid_to IS NULL AND p.bike_id <> v.bike_id OFFSET 0
			) p
			WHERE d.reports_as = v.bike_id AND d.serial_normal IS DISTINCT FROM v.normal
				AND (v.normal IS NOT NULL OR d.oem_id <> $1))
	$query$ USING owner, ids, modules;
END $$;
--> statement-breakpoint
-- Makes the components that are new. A tenant has of others only what was in none of their bikes but by mistake, and
-- nothing of what they said of it; the maker hands over all that is in no bike any more. What stays with others is not
-- returned. A module reports as the bike that it was first put into.
CREATE FUNCTION make_components(owner uuid, kinds component_kind[], serials text[], normals text[], parts text[], firmwares text[], reporting text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, free_since timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := is_walled();
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
REVOKE ALL ON FUNCTION write_entities(text[]), numbers_taken(text, text[]), components_known(component_kind[], text[]), voices_taken(uuid, text[], text[]),
	make_components(uuid, component_kind[], text[], text[], text[], text[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION write_entities(text[]), numbers_taken(text, text[]), components_known(component_kind[], text[]), voices_taken(uuid, text[], text[]),
	make_components(uuid, component_kind[], text[], text[], text[], text[], text[]) TO slipstream_maker, slipstream_tenant;
--> statement-breakpoint
-- Readings reported under an id count for the bike that the module is in: whose id it is decides whose readings they are.
-- An organisation's ids are those of its bikes and, as for readings, those that its clients are bound to.
CREATE FUNCTION refuse_foreign_voice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	foreign_one bigint;
BEGIN
	IF is_walled() THEN
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
-- A period that was voided does not come back for a component that is others' by now.
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
-- Of components that were made for models of one OEM: a code that others have, too, says nothing of whose they are.
CREATE FUNCTION components_made_for(of_oem uuid, kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF is_walled() AND (tenant IS NULL OR of_oem IS DISTINCT FROM tenant) THEN
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
	IF is_walled() AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.details ->> 'fact', c.decision, CASE WHEN NOT $2 OR NOT EXISTS (
			SELECT FROM unnest(c.bike_ids) AS i (id) WHERE NOT EXISTS (
				SELECT FROM bikes b WHERE b.bike_id = i.id AND b.oem_id = $3)) THEN c.reason END, c.decided_at
		FROM contradictions c
		WHERE c.bike_ids @> array[$1] AND c.decided_at IS NOT NULL AND (NOT $2 OR c.oem_id = $3 AND EXISTS (
			SELECT FROM bikes b WHERE b.bike_id = $1 AND b.oem_id = $3))
	$query$ USING of_bike, is_walled(), tenant;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION contradictions_decided(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION contradictions_decided(text) TO slipstream_maker, slipstream_tenant;
