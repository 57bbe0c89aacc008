-- As lib/domain/bike-number.ts writes them; a test holds the two together.
CREATE FUNCTION number_normal(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN regexp_replace(upper(value COLLATE "C"), '[^0-9A-Z]', '', 'g');
--> statement-breakpoint
CREATE FUNCTION number_folded(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN translate(regexp_replace(upper(value COLLATE "C"), '[^0-9A-Z]', '', 'g'), 'OQILBSZ', '0011852');
--> statement-breakpoint
CREATE TYPE "public"."number_kind" AS ENUM('bike_id', 'frame_number', 'fnuci', 'battery_passport', 'imei', 'iccid', 'motor', 'battery', 'battery_2', 'display', 'remote', 'module');
--> statement-breakpoint
CREATE TABLE "bike_numbers" (
	"bike_id" text NOT NULL,
	"oem_id" uuid NOT NULL,
	"kind" "number_kind" NOT NULL,
	"value" text NOT NULL,
	"normal" text GENERATED ALWAYS AS (number_normal(value)) STORED NOT NULL,
	"folded" text GENERATED ALWAYS AS (number_folded(value)) STORED NOT NULL,
	"since" timestamp with time zone,
	"until" timestamp with time zone,
	CONSTRAINT "bike_numbers_bike_id_kind_normal_pk" PRIMARY KEY("bike_id","kind","normal")
);
--> statement-breakpoint
CREATE TABLE "bike_numbers_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bike_numbers_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bike_id" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "bike_numbers_folded" ON "bike_numbers" USING btree ("folded" text_pattern_ops);
--> statement-breakpoint
CREATE INDEX "bike_numbers_of_oem" ON "bike_numbers" USING btree ("oem_id","folded" text_pattern_ops);
--> statement-breakpoint
CREATE INDEX "bike_numbers_part" ON "bike_numbers" USING gin ("folded" gin_trgm_ops) WITH (gin_pending_list_limit = 256);
--> statement-breakpoint
DO $$
DECLARE
	walled text;
BEGIN
	FOREACH walled IN ARRAY ARRAY['bike_numbers', 'bike_numbers_due'] LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
		EXECUTE format('CREATE POLICY maker ON %I TO slipstream_maker USING (true) WITH CHECK (true)', walled);
		EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO slipstream_maker', walled);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY tenant ON bike_numbers FOR SELECT TO slipstream_tenant
	USING (oem_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY of_fleet ON bike_numbers FOR SELECT TO slipstream_tenant
	USING (EXISTS (SELECT FROM fleet_assignments a
		WHERE a.fleet_id = (SELECT nullif(current_setting('slipstream.tenant', true), '')::uuid)
			AND a.bike_id = bike_numbers.bike_id AND a.voided_at IS NULL));
--> statement-breakpoint
GRANT SELECT ON bike_numbers TO slipstream_tenant;
--> statement-breakpoint
-- One row for each change, with no order kept between them: who changes a bike waits for nobody who derives its numbers.
CREATE FUNCTION mark_bike_numbers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	INSERT INTO bike_numbers_due (bike_id) SELECT c.bike_id FROM changed c;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_made AFTER INSERT ON bikes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_bike_numbers();
--> statement-breakpoint
CREATE TRIGGER bikes_changed AFTER UPDATE ON bikes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_bike_numbers();
--> statement-breakpoint
-- Of a bike's own numbers the table of bikes has the present ones only.
CREATE FUNCTION keep_past_numbers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	INSERT INTO bike_numbers AS n (bike_id, oem_id, kind, value, until)
	SELECT OLD.bike_id, OLD.oem_id, a.kind::number_kind, a.was, now()
	FROM (VALUES ('frame_number', OLD.frame_number, NEW.frame_number), ('fnuci', OLD.fnuci, NEW.fnuci),
		('battery_passport', OLD.battery_passport, NEW.battery_passport), ('imei', OLD.imei, NEW.imei),
		('iccid', OLD.iccid, NEW.iccid)) AS a (kind, was, is_now)
	WHERE number_normal(a.was) IS DISTINCT FROM number_normal(a.is_now) AND number_normal(a.was) <> '' AND length(a.was) <= 200
	ON CONFLICT (bike_id, kind, normal) DO UPDATE SET until = excluded.until;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER bikes_renumbered AFTER UPDATE ON bikes FOR EACH ROW
	WHEN ((OLD.frame_number, OLD.fnuci, OLD.battery_passport, OLD.imei, OLD.iccid)
		IS DISTINCT FROM (NEW.frame_number, NEW.fnuci, NEW.battery_passport, NEW.imei, NEW.iccid))
	EXECUTE FUNCTION keep_past_numbers();
--> statement-breakpoint
INSERT INTO bike_numbers_due (bike_id) SELECT bike_id FROM bikes;
--> statement-breakpoint
-- Numbers that fit, with what is shown of their bikes, to whoever may see those. Policies would keep the index of
-- trigrams from being used (its operators may leak), so the owner looks, and the wall is part of the question.
-- Planned at each call, because what is cheap depends on what is asked.
CREATE FUNCTION find_numbers(how text, asked text[], most integer, bound_ids text[], bound_prefixes text[])
RETURNS TABLE (bike_id text, kind number_kind, value text, past boolean, model text, oem text, fleet text, registered_at timestamptz, withdrawn boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET jit = off AS $find$
DECLARE
	tenant uuid := nullif(current_setting('slipstream.tenant', true), '')::uuid;
	is_fleet boolean := false;
	seen text := '';
	numbers text;
BEGIN
	IF is_walled() THEN
		IF tenant IS NULL THEN
			RAISE EXCEPTION 'no tenant is set' USING ERRCODE = 'insufficient_privilege';
		END IF;
		is_fleet := EXISTS (SELECT FROM organisations o WHERE o.id = tenant AND o.kind = 'fleet');
	ELSE
		tenant := NULL;
	END IF;
	IF is_fleet THEN
		seen := ' AND n.bike_id IN (SELECT a.bike_id FROM fleet_assignments a WHERE a.fleet_id = $3 AND a.voided_at IS NULL)';
	ELSIF tenant IS NOT NULL THEN
		seen := ' AND n.oem_id = $3';
	END IF;
	IF bound_ids IS NOT NULL THEN
		seen := seen || ' AND (n.bike_id = ANY ($4) OR n.bike_id ^@ ANY ($5))';
	END IF;
	numbers := CASE how
		WHEN 'same' THEN 'SELECT n.* FROM bike_numbers n WHERE n.folded = ANY ($1)' || seen || ' LIMIT $2'
		WHEN 'prefix' THEN $q$SELECT n.* FROM bike_numbers n WHERE n.folded ~>=~ $1[1] AND n.folded ~<~ ($1[1] || '_')$q$ || seen || ' ORDER BY n.folded USING ~<~ LIMIT $2'
		WHEN 'part' THEN $q$SELECT n.* FROM bike_numbers n WHERE n.folded LIKE '%' || $1[1] || '%'$q$ || seen || ' LIMIT $2'
		-- What was written a moment ago, before its numbers were derived.
		WHEN 'written' THEN $q$SELECT n.* FROM (
			SELECT b.bike_id, b.oem_id, a.kind::number_kind AS kind, a.value, NULL::timestamptz AS since, NULL::timestamptz AS until
			FROM bikes b CROSS JOIN LATERAL (VALUES ('bike_id', b.bike_id, b.bike_id), ('frame_number', b.frame_number, b.frame_normal), ('fnuci', b.fnuci, b.fnuci),
				('battery_passport', b.battery_passport, b.battery_passport), ('imei', b.imei, b.imei), ('iccid', b.iccid, b.iccid)) AS a (kind, value, same)
			WHERE a.same = ANY ($1) AND b.bike_id IN (
				SELECT x.bike_id FROM bikes x WHERE x.bike_id = ANY ($1)
				UNION ALL SELECT x.bike_id FROM bikes x WHERE x.oem_id IN (SELECT m.oem_id FROM bike_models m) AND x.frame_normal = ANY ($1) AND x.withdrawn_at IS NULL
				UNION ALL SELECT x.bike_id FROM bikes x WHERE x.fnuci = ANY ($1) AND x.withdrawn_at IS NULL
				UNION ALL SELECT x.bike_id FROM bikes x WHERE x.battery_passport = ANY ($1) AND x.withdrawn_at IS NULL
				UNION ALL SELECT x.bike_id FROM bikes x WHERE x.imei = ANY ($1) AND x.withdrawn_at IS NULL
				UNION ALL SELECT x.bike_id FROM bikes x WHERE x.iccid = ANY ($1) AND x.withdrawn_at IS NULL)
			UNION ALL
			SELECT p.bike_id, p.oem_id, p.kind::text::number_kind, c.serial, p.valid_from, p.valid_to
			FROM components c JOIN component_periods p ON p.component_id = c.id AND p.voided_at IS NULL
			WHERE c.kind = ANY (enum_range(NULL::component_kind)) AND c.serial_normal = ANY ($1)
		) n WHERE true$q$ || seen || ' LIMIT $2'
	END;
	RETURN QUERY EXECUTE 'WITH n AS MATERIALIZED (' || numbers || $q$)
		SELECT b.bike_id, n.kind, n.value,
			b.withdrawn_at IS NOT NULL OR b.bike_id <> n.bike_id OR coalesce(n.until <= now(), false) OR coalesce(n.since > now(), false),
			m.name, o.name, f.name, b.registered_at, b.withdrawn_at IS NOT NULL
		FROM n
		JOIN bikes x ON x.bike_id = n.bike_id
		JOIN bikes b ON b.bike_id = coalesce(x.merged_into, x.bike_id)
		JOIN bike_models m ON m.id = b.model_id
		JOIN organisations o ON o.id = b.oem_id
		LEFT JOIN LATERAL (
			SELECT a.fleet_id FROM fleet_assignments a
			WHERE a.bike_id = b.bike_id AND a.voided_at IS NULL AND coalesce(a.valid_from <= now(), true) AND coalesce(a.valid_to > now(), true)
			LIMIT 1
		) a ON true
		LEFT JOIN organisations f ON f.id = a.fleet_id AND ($3 IS NULL OR b.oem_id = $3 OR f.id = $3)
	$q$ USING asked, most, tenant, bound_ids, bound_prefixes;
END $find$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION find_numbers(text, text[], integer, text[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_numbers(text, text[], integer, text[], text[]) TO slipstream_maker, slipstream_tenant;
