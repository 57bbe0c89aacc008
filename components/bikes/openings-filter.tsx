import { PersonField, SinceField } from "@/components/privacy/filter-fields";
import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Input } from "@/components/ui/input";

/** Narrows openings by bike, person and time; works as a plain form. */
export function OpeningsFilter({
  bike,
  person,
  since,
}: {
  bike: string | undefined;
  person: string | undefined;
  since: string;
}) {
  return (
    <FilterForm action="/privacy/locations">
      <Field label="Bike" htmlFor="opening-bike" className="md:min-w-32 md:max-w-44 md:flex-1">
        <Input
          id="opening-bike"
          name="bike"
          defaultValue={bike}
          maxLength={32}
          placeholder="Its whole id"
          autoComplete="off"
        />
      </Field>
      <PersonField of="opening" person={person} />
      <SinceField of="opening" since={since} />
    </FilterForm>
  );
}
