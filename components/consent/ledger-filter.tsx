import { PurposeField, RiderField } from "@/components/privacy/filter-fields";
import { FilterForm } from "@/components/ui/filter-form";

/** Narrows the ledger by rider and purpose; works as a plain form. */
export function LedgerFilter({ rider, purpose }: { rider: string | undefined; purpose: string | undefined }) {
  return (
    <FilterForm action="/privacy/consent">
      <RiderField of="consent" rider={rider} />
      <PurposeField of="consent" purpose={purpose} />
    </FilterForm>
  );
}
