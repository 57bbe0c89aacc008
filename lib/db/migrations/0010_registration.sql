-- Who withdraws bikes ends their time in fleets, which stays in the history.
GRANT UPDATE (voided_at) ON fleet_assignments TO slipstream_tenant;
--> statement-breakpoint
-- Looked up component by component: before statistics exist the planner takes open periods for one row, and reads them all
-- for each component.
CREATE OR REPLACE FUNCTION components_known(kinds component_kind[], serials text[])
RETURNS TABLE (kind component_kind, serial_normal text, id bigint, oem_id uuid, in_bike_since timestamptz, is_in_bike boolean, part_made text, models_made text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	RETURN QUERY EXECUTE $query$
		SELECT a.kind, a.serial_normal,
			CASE WHEN session_user <> 'slipstream_tenant' OR c.oem_id = $3 THEN c.id END,
			CASE WHEN session_user <> 'slipstream_tenant' OR c.oem_id = $3 THEN c.oem_id END,
			p.valid_from, p.id IS NOT NULL, m.part_number, m.model_codes
		FROM unnest($1, $2) AS a (kind, serial_normal)
		LEFT JOIN components c ON c.kind = a.kind AND c.serial_normal = a.serial_normal
		LEFT JOIN LATERAL (
			SELECT o.id, o.valid_from FROM component_periods o
			WHERE o.component_id = c.id AND o.valid_to IS NULL AND o.voided_at IS NULL LIMIT 1
		) p ON true
		LEFT JOIN produced_components m ON m.kind = a.kind AND m.serial_normal = a.serial_normal
		WHERE c.id IS NOT NULL OR m.serial_normal IS NOT NULL
	$query$ USING kinds, serials, tenant;
END $$;
