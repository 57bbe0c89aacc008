CREATE TABLE "bike_changes" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bike_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bike_id" text NOT NULL,
	"oem_id" uuid,
	"field" text NOT NULL,
	"was" text,
	"is_now" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bike_changes_bike_id_field_at_pk" PRIMARY KEY("bike_id","field","at")
);
--> statement-breakpoint
CREATE TRIGGER bike_changes_stay BEFORE DELETE OR TRUNCATE ON bike_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_delete();
--> statement-breakpoint
ALTER TABLE bike_changes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY maker ON bike_changes FOR SELECT TO slipstream_maker USING (true);
--> statement-breakpoint
CREATE POLICY tenant ON bike_changes FOR SELECT TO slipstream_tenant
	USING (oem_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY of_fleet ON bike_changes FOR SELECT TO slipstream_tenant
	USING (EXISTS (SELECT FROM fleet_assignments a
		WHERE a.fleet_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid)
			AND a.bike_id = bike_changes.bike_id AND a.oem_id = bike_changes.oem_id AND a.voided_at IS NULL));
--> statement-breakpoint
GRANT SELECT ON bike_changes TO slipstream_maker, slipstream_tenant;
--> statement-breakpoint
-- One row for what a transaction made of a field, whatever stood there in between. Of a bike that goes to another organisation,
-- neither learns what the other had: all until then, and what comes in the same transaction, is the maker's alone.
CREATE FUNCTION keep_bike_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
	SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	told_to uuid := NEW.oem_id;
BEGIN
	IF OLD.oem_id <> NEW.oem_id THEN
		told_to := NULL;
		UPDATE bike_changes SET oem_id = NULL WHERE bike_id = OLD.bike_id;
	ELSIF EXISTS (SELECT FROM bike_changes c WHERE c.bike_id = OLD.bike_id AND c.field = 'oem' AND c.at = now()) THEN
		told_to := NULL;
	END IF;
	INSERT INTO bike_changes AS c (bike_id, oem_id, field, was, is_now)
	SELECT OLD.bike_id, told_to, a.field, a.was, a.is_now
	FROM (VALUES ('oem', OLD.oem_id::text, NEW.oem_id::text), ('model', OLD.model_id::text, NEW.model_id::text),
		('frame_number', OLD.frame_number, NEW.frame_number), ('fnuci', OLD.fnuci, NEW.fnuci),
		('battery_passport', OLD.battery_passport, NEW.battery_passport), ('imei', OLD.imei, NEW.imei), ('iccid', OLD.iccid, NEW.iccid),
		('produced_on', to_char(OLD.produced_on, 'YYYY-MM-DD'), to_char(NEW.produced_on, 'YYYY-MM-DD')),
		('firmware', OLD.firmware, NEW.firmware)) AS a (field, was, is_now)
	WHERE a.was IS DISTINCT FROM a.is_now
	ON CONFLICT (bike_id, field, at) DO UPDATE SET is_now = excluded.is_now, oem_id = excluded.oem_id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_retold AFTER UPDATE ON bikes FOR EACH ROW
	WHEN ((OLD.oem_id, OLD.model_id, OLD.frame_number, OLD.fnuci, OLD.battery_passport, OLD.imei, OLD.iccid, OLD.produced_on, OLD.firmware)
		IS DISTINCT FROM (NEW.oem_id, NEW.model_id, NEW.frame_number, NEW.fnuci, NEW.battery_passport, NEW.imei, NEW.iccid, NEW.produced_on, NEW.firmware))
	EXECUTE FUNCTION keep_bike_changes();
--> statement-breakpoint
-- Of what was registered before, some changes may not have been kept. The trigger holds bikes until this is committed.
DO $$
BEGIN
	EXECUTE format('CREATE FUNCTION bike_changes_since() RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L::timestamptz', clock_timestamp());
END $$;
--> statement-breakpoint
-- As before, with what was decided: behind the wall where each bike that it speaks of is the tenant's own.
DROP FUNCTION contradictions_decided(text);
--> statement-breakpoint
CREATE FUNCTION contradictions_decided(of_bike text)
RETURNS TABLE (id bigint, fact text, decision text, reason text, at timestamptz, ruling jsonb, sides jsonb)
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
BEGIN
	IF is_walled() AND tenant IS NULL THEN
		RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
	END IF;
	RETURN QUERY EXECUTE $query$
		SELECT c.id, c.details ->> 'fact', c.decision, CASE WHEN own.bikes THEN c.reason END, c.decided_at,
			CASE WHEN own.bikes AND own.sides THEN c.details -> 'ruling' END,
			CASE WHEN own.bikes AND own.sides THEN (
				SELECT jsonb_agg(jsonb_build_object('bikeId', s.side -> 'bikeId', 'normal', s.side -> 'normal',
					'value', coalesce(to_jsonb(o.name), s.side -> 'value')) ORDER BY s.place)
				FROM jsonb_array_elements(c.details -> 'sides') WITH ORDINALITY AS s (side, place)
				LEFT JOIN organisations o ON o.id = CASE WHEN c.kind = 'one-bike-two-oems' THEN (s.side ->> 'normal')::uuid END) END
		FROM contradictions c
		CROSS JOIN LATERAL (
			SELECT NOT $2 OR NOT EXISTS (
					SELECT FROM unnest(c.bike_ids) AS i (id) WHERE NOT EXISTS (
						SELECT FROM bikes b WHERE b.bike_id = i.id AND b.oem_id = $3)) AS bikes,
				NOT $2 OR NOT EXISTS (
					SELECT FROM jsonb_array_elements(c.details -> 'sides') AS s (side) WHERE NOT EXISTS (
						SELECT FROM bikes b WHERE b.bike_id = s.side ->> 'bikeId' AND b.oem_id = $3)) AS sides
		) own
		WHERE c.bike_ids @> array[$1] AND c.decided_at IS NOT NULL AND (NOT $2 OR c.oem_id = $3 AND EXISTS (
			SELECT FROM bikes b WHERE b.bike_id = $1 AND b.oem_id = $3))
	$query$ USING of_bike, is_walled(), tenant;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION contradictions_decided(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION contradictions_decided(text) TO slipstream_maker, slipstream_tenant;
