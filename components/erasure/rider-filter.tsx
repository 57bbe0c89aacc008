import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Input } from "@/components/ui/input";

/** Finds the rider that is meant; works as a plain form. */
export function RiderFilter({ rider }: { rider: string | undefined }) {
  return (
    <FilterForm action="/privacy/erasure">
      <Field label="Rider" htmlFor="erasure-rider" className="md:min-w-56 md:max-w-80 md:flex-1">
        <Input
          id="erasure-rider"
          name="rider"
          defaultValue={rider}
          maxLength={120}
          placeholder="As their app calls them, or the id"
          autoComplete="off"
        />
      </Field>
    </FilterForm>
  );
}
