import { RiderField } from "@/components/privacy/filter-fields";
import { FilterForm } from "@/components/ui/filter-form";

/** Finds the rider that is meant; works as a plain form. */
export function RiderFilter({ rider }: { rider: string | undefined }) {
  return (
    <FilterForm action="/privacy/erasure">
      <RiderField of="erasure" rider={rider} />
    </FilterForm>
  );
}
