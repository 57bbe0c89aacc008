import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Input, Select } from "@/components/ui/input";
import { PURPOSE_REGISTRY, PURPOSES } from "@/lib/domain/consent";

/** Narrows the ledger by rider and purpose; works as a plain form. */
export function LedgerFilter({ rider, purpose }: { rider: string | undefined; purpose: string | undefined }) {
  return (
    <FilterForm action="/privacy/consent">
      <Field label="Rider" htmlFor="consent-rider" className="md:min-w-56 md:max-w-80 md:flex-1">
        <Input
          id="consent-rider"
          name="rider"
          defaultValue={rider}
          maxLength={120}
          placeholder="As their app calls them, or the id"
          autoComplete="off"
        />
      </Field>
      <Field label="Purpose" htmlFor="consent-purpose" className="md:min-w-44 md:max-w-56 md:flex-1">
        <Select id="consent-purpose" name="purpose" defaultValue={purpose ?? ""}>
          <option value="">All purposes</option>
          {PURPOSES.map((each) => (
            <option key={each} value={each}>
              {PURPOSE_REGISTRY[each].name}
            </option>
          ))}
        </Select>
      </Field>
    </FilterForm>
  );
}
