ALTER TABLE "component_periods" DROP CONSTRAINT "component_periods_component_id_components_id_fk";
--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_oem_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "batch_rows" DROP CONSTRAINT "batch_rows_batch_id_batches_id_fk";
--> statement-breakpoint
ALTER TABLE "batch_rows" DROP CONSTRAINT "batch_rows_oem_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "registration_items" DROP CONSTRAINT "registration_items_oem_id_organisations_id_fk";
--> statement-breakpoint
ALTER TABLE "registration_items" DROP CONSTRAINT "registration_items_plant_id_plants_id_fk";

--> statement-breakpoint
-- How much a table holds is known to the planner a minute after it grew: until then it may read all of it for each number
-- of a file. What is asked number by number is fenced off (OFFSET 0), and answered by an index.
ALTER FUNCTION numbers_taken(text, text[]) SET enable_seqscan = off;
--> statement-breakpoint
ALTER FUNCTION voices_taken(uuid, text[], text[]) SET enable_seqscan = off;
--> statement-breakpoint
ALTER FUNCTION write_entities(text[]) SET enable_seqscan = off;
--> statement-breakpoint
ALTER FUNCTION refuse_overlap() SET enable_seqscan = off;
--> statement-breakpoint
-- As before, and nothing is looked for where all components are new.
CREATE OR REPLACE FUNCTION make_components(owner uuid, kinds component_kind[], serials text[], normals text[], parts text[], firmwares text[], reporting text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, free_since timestamptz) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_tenant boolean := is_walled();
	made bigint;
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
	GET DIAGNOSTICS made = ROW_COUNT;
	IF made < cardinality(kinds) AND is_tenant THEN
		EXECUTE $query$
			UPDATE components c SET oem_id = $1, serial = a.serial, part_number = a.part, firmware = a.firmware, reports_as = a.reporting
			FROM (
				SELECT o.id, g.serial, g.part, g.firmware, g.reporting
				FROM unnest($2, $3, $4, $5, $6, $7) AS g (kind, serial, normal, part, firmware, reporting)
				CROSS JOIN LATERAL (SELECT m.id FROM components m WHERE m.kind = g.kind AND m.serial_normal = g.normal OFFSET 0) o
				OFFSET 0
			) a
			WHERE c.id = a.id AND c.oem_id <> $1
				AND (SELECT bool_and(p.voided_at IS NOT NULL) FROM component_periods p WHERE p.component_id = c.id)
		$query$ USING owner, kinds, serials, normals, parts, firmwares, reporting;
	ELSIF made < cardinality(kinds) THEN
		EXECUTE $query$
			UPDATE components c SET oem_id = $1
			FROM (
				SELECT o.id FROM unnest($2, $3) AS g (kind, normal)
				CROSS JOIN LATERAL (SELECT m.id FROM components m WHERE m.kind = g.kind AND m.serial_normal = g.normal OFFSET 0) o
				OFFSET 0
			) a
			WHERE c.id = a.id AND c.oem_id <> $1
				AND (SELECT count(*) FROM component_periods p WHERE p.component_id = c.id AND p.valid_to IS NULL AND p.voided_at IS NULL) = 0
		$query$ USING owner, kinds, normals;
	END IF;
	IF made < cardinality(kinds) THEN
		EXECUTE $query$
			SELECT array_agg(c.id), array_agg(a.reporting) FROM unnest($2, $3, $4) AS a (kind, normal, reporting)
			CROSS JOIN LATERAL (SELECT m.* FROM components m WHERE m.kind = a.kind AND m.serial_normal = a.normal OFFSET 0) c
			WHERE a.reporting IS NOT NULL AND c.oem_id = $1 AND c.reports_as IS DISTINCT FROM a.reporting
				AND (SELECT count(*) FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL) = 0
		$query$ INTO renamed, voices USING owner, kinds, normals, reporting;
	END IF;
	IF renamed IS NOT NULL THEN
		EXECUTE 'UPDATE components c SET reports_as = a.reporting FROM unnest($1, $2) AS a (id, reporting) WHERE c.id = a.id' USING renamed, voices;
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT a.kind, a.normal, c.id, greatest(
			(SELECT max(p.valid_to) FROM component_periods p WHERE p.component_id = c.id AND p.voided_at IS NULL),
			(SELECT max(o.until) FROM components d
				CROSS JOIN LATERAL (
					SELECT p.valid_to AS until FROM component_periods p
					WHERE p.component_id = d.id AND p.voided_at IS NULL AND p.bike_id <> a.reporting OFFSET 0
				) o
				WHERE a.kind = 'module' AND d.reports_as = a.reporting AND d.id <> c.id))
		FROM unnest($2, $3, $4) AS a (kind, normal, reporting)
		CROSS JOIN LATERAL (SELECT m.id, m.oem_id FROM components m WHERE m.kind = a.kind AND m.serial_normal = a.normal OFFSET 0) c
		WHERE c.oem_id = $1
	$query$ USING owner, kinds, normals, reporting;
END $$;
--> statement-breakpoint
-- In the place of a foreign key, which would ask period by period: the component is there, and of the same organisation.
CREATE OR REPLACE FUNCTION refuse_foreign_component() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	foreign_one bigint;
BEGIN
	EXECUTE 'SELECT p.component_id FROM made p LEFT JOIN components c ON c.id = p.component_id WHERE c.oem_id IS DISTINCT FROM p.oem_id LIMIT 1' INTO foreign_one;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the component is of another organisation' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_component_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	foreign_one bigint;
BEGIN
	EXECUTE 'SELECT n.component_id FROM told n JOIN before o ON o.id = n.id LEFT JOIN components c ON c.id = n.component_id
		WHERE c.oem_id IS DISTINCT FROM n.oem_id AND n.voided_at IS NULL AND (o.voided_at IS NOT NULL OR o.component_id <> n.component_id) LIMIT 1' INTO foreign_one;
	IF foreign_one IS NOT NULL THEN
		RAISE EXCEPTION 'the component is of another organisation by now' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'component_own';
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- The publisher lets files be registered first: it is told whether one is, and nothing of it.
CREATE FUNCTION is_file_under_way() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	RETURN EXISTS (SELECT FROM batches WHERE state = 'working' AND claimed_until > now());
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION is_file_under_way() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_file_under_way() TO slipstream_maker, slipstream_outbox;
