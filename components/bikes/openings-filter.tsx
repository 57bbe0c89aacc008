import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Input, Select } from "@/components/ui/input";

const SINCE = [
  ["any", "At any time"],
  ["day", "Within a day"],
  ["week", "Within a week"],
  ["month", "Within a month"],
  ["year", "Within a year"],
] as const;

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
      <Field label="Person" htmlFor="opening-person" className="md:min-w-44 md:max-w-56 md:flex-1">
        <Input
          id="opening-person"
          name="person"
          defaultValue={person}
          maxLength={120}
          placeholder="Name or e-mail address"
          autoComplete="off"
        />
      </Field>
      <Field label="When" htmlFor="opening-since" className="md:min-w-32 md:max-w-40 md:flex-1">
        <Select id="opening-since" name="since" defaultValue={since}>
          {SINCE.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
    </FilterForm>
  );
}
