import { sql } from "drizzle-orm";

/**
 * As a table: who owned which bike when (`bike_id`, `rider_id`, `valid_from`, `valid_to`). Of a bike that was another one's
 * second entry the owners of that one: its own periods went there, and what its module reported stays under its id.
 */
export const OWNED_BIKES = sql`(
  with recursive same (bike_id, owned_as) as (
    select bike_id, merged_into from bikes where merged_into is not null
    union
    select s.bike_id, b.merged_into from same s join bikes b on b.bike_id = s.owned_as where b.merged_into is not null
  )
  select bike_id, rider_id, valid_from, valid_to from ownership_periods where voided_at is null
  union all
  select s.bike_id, p.rider_id, p.valid_from, p.valid_to
  from same s join ownership_periods p on p.bike_id = s.owned_as where p.voided_at is null
) as owned_bikes`;
